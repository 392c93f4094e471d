import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { Card } from "../../parts/card";
import classes from "./agreement.module.css";

interface PartOfProps {
  part: Schemas["PartShown"];
  title: string;
  empty: string;
}

/** One side's part, to read. */
export function PartOf({ part, title, empty }: PartOfProps) {
  return (
    <Card title={title}>
      <PartText part={part} empty={empty} />
    </Card>
  );
}

export function PartText({ part, empty }: Omit<PartOfProps, "title">) {
  const { t } = useTranslation("agreement");
  const { goals, gives, needs, boundaries } = part;
  if (goals.length + gives.length === 0 && !needs && !boundaries) return <p className={classes.quiet}>{empty}</p>;
  return (
    <dl className={classes.text}>
      <Lines way="learn" name={t("part.goals")} lines={goals.map(({ text, measure }) => ({ text, more: measure }))} />
      <Lines way="teach" name={t("part.gives")} lines={gives.map((text) => ({ text }))} />
      <Paragraph name={t("part.needs")} text={needs} />
      <Paragraph name={t("part.boundaries")} text={boundaries} />
    </dl>
  );
}

interface LinesProps {
  way: "teach" | "learn";
  name: string;
  lines: { text: string; more?: string }[];
}

function Lines({ way, name, lines }: LinesProps) {
  const { t } = useTranslation("agreement");
  return (
    <div data-way={way}>
      <dt>{name}</dt>
      {lines.length === 0 && <dd className={classes.quiet}>{t("part.nothing")}</dd>}
      {lines.map(({ text, more }) => (
        <dd key={text}>
          {text || t("part.erased")}
          {more && <small>{t("part.measured", { measure: more })}</small>}
        </dd>
      ))}
    </div>
  );
}

export function Paragraph({ name, text }: { name: string; text: string | null }) {
  if (!text) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{text}</dd>
    </div>
  );
}
