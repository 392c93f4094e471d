import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../api/client";
import { useOpenWith } from "./asked";
import { useCardOf } from "./people";
import { useInWords } from "./in-words";
import classes from "./side-by-side.module.css";

type Suggestion = Schemas["Suggestion"];
type Card = Schemas["PersonCard"];

interface SideBySideProps {
  suggestions: readonly Suggestion[];
  onAsk: (personId: string) => void;
}

/** A column for each, a line for each question one has. */
export function SideBySide({ suggestions, onAsk }: SideBySideProps) {
  const { t, i18n } = useTranslation("find");
  const say = useInWords();
  const languages = new Intl.DisplayNames(i18n.language, { type: "language" });
  const list = (some: readonly ReactNode[]) => (
    <ul>
      {some.map((one, number) => (
        <li key={number}>{one}</li>
      ))}
    </ul>
  );
  const ofCard = (show: (card: Card) => ReactNode) => (suggestion: Suggestion) => (
    <OfCard personId={suggestion.mentor_id} show={show} />
  );
  const lines: readonly { title: string; cell: (suggestion: Suggestion) => ReactNode }[] = [
    { title: t("compare-what"), cell: ofCard((card) => [card.title, card.department].filter(Boolean).join(" · ")) },
    { title: t("compare-reasons"), cell: ({ reasons }) => list(reasons.map(({ words }) => say(words))) },
    { title: t("compare-gap"), cell: ({ gap }) => say(gap.words) },
    { title: t("compare-gives"), cell: ofCard((card) => list(card.gives.map(({ topic }) => topic))) },
    { title: t("compare-gets"), cell: ofCard((card) => list(card.gets.map(({ topic }) => topic))) },
    {
      title: t("compare-languages"),
      cell: ofCard((card) => card.languages.map((one) => languages.of(one) ?? one).join(", ")),
    },
  ];
  return (
    <div className={classes.around} role="region" aria-label={t("compare")} tabIndex={0}>
      <table className={classes.table}>
        <thead>
          <tr>
            <td />
            {suggestions.map(({ mentor_id }) => (
              <th key={mentor_id} scope="col">
                <OfCard personId={mentor_id} show={({ name }) => name} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ title, cell }) => (
            <tr key={title}>
              <th scope="row">{title}</th>
              {suggestions.map((suggestion) => (
                <td key={suggestion.mentor_id}>{cell(suggestion)}</td>
              ))}
            </tr>
          ))}
          <tr>
            <th scope="row">{t("compare-ask")}</th>
            {suggestions.map(({ mentor_id }) => (
              <td key={mentor_id}>
                <AskThem personId={mentor_id} onAsk={onAsk} />
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </div>
  );
}

function OfCard({ personId, show }: { personId: string; show: (card: Card) => ReactNode }) {
  const { data } = useCardOf(personId);
  return <>{data ? show(data) : "…"}</>;
}

function AskThem({ personId, onAsk }: { personId: string; onAsk: (personId: string) => void }) {
  const { t } = useTranslation("find");
  const { data } = useCardOf(personId);
  const isOpen = useOpenWith(personId) !== undefined;
  return (
    <Button size="compact-md" disabled={isOpen} aria-label={t("ask-name", { name: data?.name })} onClick={() => onAsk(personId)}>
      {t("ask")}
    </Button>
  );
}
