import { Button } from "@mantine/core";
import { IconColumns3, IconList } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { Request } from "./asked";
import { DIRECTIONS, type Direction } from "./directions";
import { useMarks } from "./marks";
import { SideBySide } from "./side-by-side";
import { Suggested } from "./suggested";
import classes from "./suggestions.module.css";

interface SuggestionsProps {
  request: Request;
  gives?: readonly string[];
  onAsked?: (request: Request) => void;
  /** Looks once more, another way. */
  onElse?: (direction: Direction) => void;
}

/** Up to five people worth asking, without those to whom I said no. */
export function Suggestions({ request, gives, onAsked, onElse }: SuggestionsProps) {
  const { t } = useTranslation("find");
  const [isCompared, setCompared] = useState(false);
  const dismissed = new Set(useMarks().flatMap((one) => (one.mark === "dismiss" ? [one.person_id] : [])));
  const shown = request.suggestions.filter((one) => !dismissed.has(one.mentor_id));
  const [asking, setAsking] = useState<string>();
  if (request.suggestions.length === 0) return <Nobody request={request} {...(onElse && { onElse })} />;
  const Icon = isCompared ? IconList : IconColumns3;
  return (
    <div className={classes.suggestions}>
      <div className={classes.head}>
        <p role="status">{t("found", { count: shown.length })}</p>
        {shown.length > 1 && (
          <Button
            variant="default"
            size="compact-md"
            leftSection={<Icon size={18} aria-hidden="true" />}
            onClick={() => setCompared(!isCompared)}
          >
            {t(isCompared ? "as-list" : "compare")}
          </Button>
        )}
      </div>
      {isCompared ? (
        <SideBySide
          suggestions={shown}
          onAsk={(personId) => {
            setAsking(personId);
            setCompared(false);
          }}
        />
      ) : (
        <ul className={classes.list}>
          {shown.map((suggestion) => (
            <Suggested
              key={suggestion.mentor_id}
              suggestion={suggestion}
              request={request}
              others={shown.map((one) => one.mentor_id).filter((id) => id !== suggestion.mentor_id)}
              isAsking={asking === suggestion.mentor_id}
              setAsking={(isAsking) => setAsking(isAsking ? suggestion.mentor_id : undefined)}
              {...(gives && { gives })}
              {...(onAsked && { onAsked })}
            />
          ))}
        </ul>
      )}
      <p className={classes.quiet}>{t("fair")}</p>
    </div>
  );
}

/** An honest nothing, and what to try. */
function Nobody({ request: { direction }, onElse }: Pick<SuggestionsProps, "request" | "onElse">) {
  const { t } = useTranslation("find");
  return (
    <div className={classes.nobody} role="status">
      <p>{t(direction === "reverse" ? "nobody-reverse" : "nobody")}</p>
      {onElse && (
        <div className={classes.deeds}>
          {DIRECTIONS.filter((one) => one !== direction).map((one) => (
            <Button key={one} variant="default" onClick={() => onElse(one)}>
              {t(`way.${one}`)}
            </Button>
          ))}
        </div>
      )}
      {!onElse && <Link href="/find">{t("nobody-look")}</Link>}
    </div>
  );
}
