import { Button } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { Schemas } from "../../api/client";
import { useMe } from "../../app/session";
import type { Request } from "../../parts/asked";
import { Page } from "../../parts/page";
import { firstOf } from "../../parts/people";
import { Suggestions } from "../../parts/suggestions";
import { Asked } from "./asked";
import { Gets } from "./gets";
import { Gives } from "./gives";
import classes from "./welcome.module.css";
import { Wish } from "./wish";

const STEPS = ["wish", "gets", "gives", "people", "asked"] as const;
const NAMED_MOST = 3;

type Words = Schemas["FoundTopics"]["topics"][number];

/** From nothing to a first request in a few minutes. Everything can be left out. */
export default function Welcome() {
  const { t } = useTranslation(["welcome", "find", "people"]);
  const me = useMe();
  const [at, setAt] = useState(0);
  const [wished, setWished] = useState<Words[]>([]);
  const [gives, setGives] = useState<string[]>(() => me.gives.slice(0, NAMED_MOST).map(({ topic }) => topic));
  const [found, setFound] = useState<Request>();
  const [asked, setAsked] = useState<Request>();
  const step = STEPS[at] ?? "asked";
  const next = () => setAt((before) => Math.min(before + 1, STEPS.length - 1));
  return (
    <Page
      title={t("title", { name: firstOf(me.name) })}
      lead={t("lead")}
      actions={
        <Button component={Link} href="/" variant="subtle">
          {t("leave")}
        </Button>
      }
    >
      <Progress at={at} />
      <section key={step} className={classes.step} aria-labelledby="step">
        <Heading>{t(`${step}.title`)}</Heading>
        {step === "wish" && (
          <Wish
            onUnderstood={(topics) => {
              setWished(topics);
              next();
            }}
          />
        )}
        {step === "gets" && (
          <Gets
            wished={wished}
            onFound={(request) => {
              setFound(request);
              next();
            }}
          />
        )}
        {step === "gives" && <Gives chosen={gives} onChange={setGives} onNext={next} />}
        {step === "people" && found && (
          <Suggestions
            request={found}
            gives={gives}
            onAsked={(request) => {
              setAsked(request);
              next();
            }}
          />
        )}
        {step === "people" && !found && <p className={classes.quiet}>{t("people.none")}</p>}
        {step === "asked" && <Asked request={asked} hasWish={wished.length > 0} hasGives={gives.length > 0} />}
      </section>
      <div className={classes.steps}>
        {at > 0 && (
          <Button variant="default" onClick={() => setAt(at - 1)}>
            {t("back")}
          </Button>
        )}
        {at < STEPS.length - 1 && (
          <Button variant="subtle" onClick={next}>
            {t("skip")}
          </Button>
        )}
      </div>
    </Page>
  );
}

/** Where one is, and that it is nearly done. */
function Progress({ at }: { at: number }) {
  const { t } = useTranslation("welcome");
  const steps = STEPS.length - 1;
  const said = at < steps ? t("progress", { at: at + 1, of: steps }) : t("progress-done");
  return (
    <div className={classes.progress}>
      <span>{said}</span>
      <div className={classes.dots} aria-hidden="true">
        {STEPS.slice(0, steps).map((step, number) => (
          <span key={step} data-done={number < at || undefined} data-here={number === at || undefined} />
        ))}
      </div>
    </div>
  );
}

/** A new step is a new page for whoever listens. */
function Heading({ children }: { children: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <h2 id="step" ref={heading} tabIndex={-1}>
      {children}
    </h2>
  );
}
