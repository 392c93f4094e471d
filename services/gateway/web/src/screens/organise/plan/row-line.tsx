import "@mantine/core/styles/InlineInput.css";
import "@mantine/core/styles/Switch.css";
import { Button, Switch } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useInWords } from "../../../parts/in-words";
import frame from "../frame.module.css";
import { usePlanNames } from "./names";
import { RowEditor } from "./row-editor";
import { isAsHouse, lanesOf, useWhenSaid, type Row, type Written } from "./rows";
import classes from "./plan.module.css";
import type { PlanChange } from "./use-plan";

interface RowLineProps {
  row: Row;
  /** What the organisation does otherwise about it. */
  own: Written | undefined;
  isChosen: boolean;
  /** Undefined where one may only look. */
  save: ((change: PlanChange) => Promise<boolean>) | undefined;
}

/** One message of the plan: what it is for, when it comes, who hears it. */
export function RowLine({ row, own, isChosen, save }: RowLineProps) {
  const { t } = useTranslation("organise");
  const inWords = useInWords();
  const whenSaid = useWhenSaid();
  const { nameOf } = usePlanNames();
  const [isOpen, setOpen] = useState(false);
  const purpose = inWords(row.purpose);
  const put = (written: Written | undefined, words: string) => save?.({ words, name: row.name, written });
  const turn = (isOff: boolean) => {
    const turned = { ...(own ?? { name: row.name }), off: isOff };
    void put(isAsHouse(turned) ? undefined : turned, t(isOff ? "plan.said-off" : "plan.said-on"));
  };
  return (
    <li className={`${frame.item} ${classes.row}`} data-row={row.name} data-off={row.is_off || undefined}>
      <h3 tabIndex={-1} className={classes.purpose}>
        {purpose}
      </h3>
      <p className={frame.small}>
        {t("plan.when", { when: whenSaid(row), follows: nameOf(row.follows) })}
        {" · "}
        {lanesOf(row)
          .map((lane) => t(`plan.lanes.${lane}`))
          .join(", ")}
        {" · "}
        {row.channels.map((channel) => t(`channels.${channel}`)).join(", ")}
      </p>
      {row.unless.length > 0 && (
        <p className={frame.small}>{t("plan.unless", { facts: row.unless.map(nameOf).join(", ") })}</p>
      )}
      <div className={frame.deeds}>
        {row.origin !== "house" && <span className={frame.tag}>{t(`plan.origin.${row.origin}`)}</span>}
        {save && (
          <>
            <Switch
              label={t("plan.on")}
              aria-label={t("plan.on-of", { purpose })}
              checked={!row.is_off}
              onChange={(event) => turn(!event.target.checked)}
            />
            <Button size="compact-sm" variant="default" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
              {t("plan.change")}
            </Button>
            {own && row.origin === "changed" && (
              <Button size="compact-sm" variant="default" onClick={() => put(undefined, t("plan.said-house"))}>
                {t("plan.house")}
              </Button>
            )}
          </>
        )}
        {isChosen && (
          <span className={frame.tag} data-on>
            {t("plan.chosen")}
          </span>
        )}
      </div>
      {isOpen && (
        <RowEditor
          row={row}
          own={own}
          save={async (written) => {
            if (await put(written, t("plan.said"))) setOpen(false);
          }}
        />
      )}
    </li>
  );
}
