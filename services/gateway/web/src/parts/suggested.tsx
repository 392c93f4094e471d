import { Button } from "@mantine/core";
import { IconCheck, IconInfoCircle } from "@tabler/icons-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { Schemas } from "../api/client";
import { Ask } from "./ask";
import { useOpenWith, type Request } from "./asked";
import { directionOf } from "./directions";
import { Initials } from "./initials";
import { Lanes } from "./lanes";
import { useMark } from "./marks";
import { useCardOf } from "./people";
import { useTopics } from "./topics";
import { useInWords } from "./in-words";
import { Spark } from "./spark";
import classes from "./suggestions.module.css";

interface SuggestedProps {
  suggestion: Schemas["Suggestion"];
  request: Request;
  others: readonly string[];
  gives?: readonly string[];
  isAsking: boolean;
  setAsking: (isAsking: boolean) => void;
  onAsked?: (request: Request) => void;
}

/** Somebody worth asking: three reasons and one honest gap, and to ask them. */
export function Suggested(props: SuggestedProps) {
  const { suggestion, request, others, gives, isAsking, setAsking, onAsked } = props;
  const { t } = useTranslation("find");
  const { data: card } = useCardOf(suggestion.mentor_id);
  const name = card?.name ?? "";
  const open = useOpenWith(suggestion.mentor_id);
  const mark = useMark(suggestion.mentor_id, name);
  const learning = useTopics(request.topics);
  const teaching = useTopics(card?.gets.map(({ topic }) => topic) ?? []);
  const given = request.topics.filter((topic) => card?.gives.some((skill) => skill.topic === topic));
  const id = useId();
  const say = useInWords();
  return (
    <li className={classes.one} data-direction={request.direction}>
      <header>
        <Initials name={name} />
        <div>
          <h3 id={id}>
            <Link href={`/people/${suggestion.mentor_id}?${towards(request)}`}>{name || "…"}</Link>
          </h3>
          <p className={classes.quiet}>{[card?.title, card?.department].filter(Boolean).join(" · ")}</p>
        </div>
      </header>
      {request.direction === "reverse" && card && (
        <Lanes
          level={4}
          learn={{ title: t("lane-learn"), children: <p>{learning.join(", ")}</p> }}
          teach={{
            title: t("lane-teach"),
            children: <p>{teaching.join(", ") || t("lane-nothing")}</p>,
          }}
        />
      )}
      <ul className={classes.reasons}>
        {suggestion.reasons.map(({ code, words }) => (
          <li key={code}>
            <IconCheck size={18} stroke={2.2} aria-hidden="true" /> {say(words)}
          </li>
        ))}
        <li className={classes.gap}>
          <IconInfoCircle size={18} aria-hidden="true" />
          <span>
            <strong>{t("gap")}</strong> {say(suggestion.gap.words)}
          </span>
        </li>
      </ul>
      {open ? (
        <p>
          <Link href={`/requests/${open.request_id}`}>{t("is-asked")}</Link>
        </p>
      ) : isAsking ? (
        <Ask
          personId={suggestion.mentor_id}
          topics={request.topics}
          wished={given.length > 0 ? given : request.topics}
          direction={directionOf(request)}
          afterRequestId={request.request_id}
          others={others}
          onClose={() => setAsking(false)}
          {...(gives && { gives })}
          {...(onAsked && { onAsked })}
        />
      ) : (
        <div className={classes.deeds}>
          <Button onClick={() => setAsking(true)} aria-describedby={id}>
            {t("ask")}
          </Button>
          <Spark personId={suggestion.mentor_id} name={name} />
          <Button variant="subtle" color="gray" onClick={() => mark.set("dismiss")} aria-describedby={id}>
            {t("not-for-me")}
          </Button>
        </div>
      )}
    </li>
  );
}

function towards({ direction, request_id }: Request): URLSearchParams {
  return new URLSearchParams({ direction, after: request_id });
}
