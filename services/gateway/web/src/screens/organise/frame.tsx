import "@mantine/core/styles/Input.css";
import { Button, NativeSelect } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { Card } from "../../parts/card";
import { Naming } from "../../parts/names";
import { Page } from "../../parts/page";
import { Trouble } from "../../parts/trouble";
import { Waiting } from "../../parts/waiting";
import { useInWords } from "../../parts/in-words";
import classes from "./frame.module.css";
import { reachOf, useScope, within, type Scope } from "./scope";

const PARTS = ["", "/pairs", "/rounds", "/plan", "/uptake", "/programmes"] as const;

interface FrameProps {
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  /** What is shown is of the scope, which can be chosen here. */
  hasScope?: boolean;
  children: (scope: Scope) => ReactNode;
}

/** Around every screen of organisers: its parts, and whose numbers these are. */
export function Frame({ title, lead, actions, hasScope = false, children }: FrameProps) {
  const { scope, choose, error, retry } = useScope();
  const chooser = hasScope && scope && <Chooser scope={scope} choose={choose} />;
  return (
    <Page
      title={title}
      lead={lead}
      actions={
        [chooser, actions].some(Boolean) && (
          <>
            {chooser}
            {actions}
          </>
        )
      }
    >
      <Parts scope={scope} />
      {error && !scope ? <Trouble error={error} retry={retry} /> : null}
      {!scope && !error && <Waiting />}
      {scope && (
        <Naming reach={reachOf(scope)}>
          {hasScope && !scope.seesWhole && !scope.programmeId ? <Nothing /> : children(scope)}
        </Naming>
      )}
    </Page>
  );
}

function Chooser({ scope, choose }: { scope: Scope; choose: (id: string) => void }) {
  const { t } = useTranslation("organise");
  const inWords = useInWords();
  return (
    <NativeSelect
      aria-label={t("scope")}
      value={scope.programmeId ?? ""}
      onChange={(event) => choose(event.target.value)}
      data={[
        ...(scope.seesWhole ? [{ value: "", label: t("whole") }] : []),
        ...scope.programmes.map(({ programme_id, called }) => ({ value: programme_id, label: inWords(called) })),
      ]}
    />
  );
}

function Parts({ scope }: { scope: Scope | undefined }) {
  const { t } = useTranslation("organise");
  const [here] = useLocation();
  return (
    <nav aria-label={t("area")}>
      <ul className={classes.parts}>
        {PARTS.map((part) => {
          const isHere = part ? here.startsWith(`/organise${part}`) : here === "/organise";
          return (
            <li key={part}>
              <Link
                href={within(`/organise${part}`, scope?.programmeId)}
                className={classes.part}
                aria-current={isHere ? "page" : undefined}
              >
                {t(`parts.${part.slice(1) || "health"}`)}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

function Nothing() {
  const { t } = useTranslation("organise");
  return (
    <Card title={t("no-programme")}>
      <p>{t("no-programme-text")}</p>
      <div>
        <Button component={Link} href="/programmes" variant="default">
          {t("see-programmes")}
        </Button>
      </div>
    </Card>
  );
}
