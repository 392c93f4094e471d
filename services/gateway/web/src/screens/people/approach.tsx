import { Button } from "@mantine/core";
import { IconBookmark } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useSearchParams } from "wouter";
import type { Schemas } from "../../api/client";
import { useMe } from "../../app/session";
import { Ask } from "../../parts/ask";
import { useOpenWith } from "../../parts/asked";
import { Card } from "../../parts/card";
import { DIRECTIONS, type Direction } from "../../parts/directions";
import { useMark } from "../../parts/marks";
import { firstOf } from "../../parts/people";
import pressed from "../../parts/pressed.module.css";
import { RadioGroup } from "../../parts/radio-group";
import { inCommon } from "../../parts/skills";
import { Spark } from "../../parts/spark";
import classes from "./people.module.css";

/** Asking, offering, or only noting that one would like to talk. */
export function Approach({ card }: { card: Schemas["PersonCard"] }) {
  const { t } = useTranslation("people");
  const me = useMe();
  const open = useOpenWith(card.person_id);
  const [doing, setDoing] = useState<"ask" | "offer">();
  const { mark, set } = useMark(card.person_id, card.name);
  if (open) {
    return (
      <p className={classes.note}>
        {t("open")}. <Link href={`/requests/${open.request_id}`}>{t("open-link")}</Link>
      </p>
    );
  }
  if (doing) return <Asking card={card} isOffer={doing === "offer"} onClose={() => setDoing(undefined)} />;
  return (
    <div className={classes.approach}>
      {mark === "dismiss" && (
        <p className={classes.note}>
          {t("dismissed", { name: card.name })}{" "}
          <Button size="compact-sm" variant="default" onClick={() => set(null)}>
            {t("undismiss")}
          </Button>
        </p>
      )}
      <div className={classes.deeds}>
        {card.gives.length > 0 && (
          <Button size="md" onClick={() => setDoing("ask")}>
            {t("ask", { name: firstOf(card.name) })}
          </Button>
        )}
        {card.gets.length > 0 && me.roles.includes("mentor") && (
          <Button size="md" variant="default" onClick={() => setDoing("offer")}>
            {t("offer")}
          </Button>
        )}
        <Spark personId={card.person_id} name={card.name} size="md" />
        <Button
          size="md"
          variant="default"
          className={pressed.pressed}
          leftSection={<IconBookmark size={18} aria-hidden="true" />}
          aria-pressed={mark === "favourite"}
          onClick={() => set(mark === "favourite" ? null : "favourite")}
        >
          {t(mark === "favourite" ? "favourited" : "favourite")}
        </Button>
      </div>
      <p className={classes.quiet}>
        {t("spark-help", { name: firstOf(card.name) })}{" "}
        <Link href={`/recognitions/new?${new URLSearchParams({ with: card.person_id })}`}>{t("recognise")}</Link>
      </p>
    </div>
  );
}

interface AskingProps {
  card: Schemas["PersonCard"];
  isOffer: boolean;
  onClose: () => void;
}

function Asking({ card, isOffer, onClose }: AskingProps) {
  const { t } = useTranslation("people");
  const me = useMe();
  const [, go] = useLocation();
  const [search] = useSearchParams();
  const came = DIRECTIONS.find((one) => one === search.get("direction"));
  const [way, setWay] = useState<Direction>(came ?? "forward");
  const [theirs, mine] = isOffer ? [card.gets, me.gives] : [card.gives, me.gets];
  const shared = inCommon(theirs, mine);
  const topics = theirs.map(({ topic }) => topic);
  return (
    <Card title={t(isOffer ? "offer-title" : "ask-title", { name: firstOf(card.name) })} tone={isOffer ? "teach" : "learn"}>
      <RadioGroup
        look="chips"
        question={t("way")}
        choices={DIRECTIONS.map((value) => ({ value, words: t(isOffer ? `offer-ways.${value}` : `ways.${value}`) }))}
        value={way}
        onChange={setWay}
      />
      <Ask
        personId={card.person_id}
        topics={topics}
        wished={shared.length > 0 ? shared : topics.slice(0, 1)}
        direction={way}
        isOffer={isOffer}
        afterRequestId={isOffer ? undefined : (search.get("after") ?? undefined)}
        onAsked={({ request_id }) => go(`/requests/${request_id}`)}
        onClose={onClose}
      />
    </Card>
  );
}
