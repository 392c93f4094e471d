import "@mantine/core/styles/Checkbox.css";
import "@mantine/core/styles/InlineInput.css";
import "@mantine/core/styles/Input.css";
import { Checkbox } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import plain from "../../parts/plain.module.css";

export type Scope = Schemas["Scope"];

const SCOPES: readonly Scope[] = ["send-events", "read-facts", "provision", "act-for-people"];

interface ScopesProps {
  /** Opened by a click of its own: the first of them is where to go on. */
  isOpened?: boolean;
  chosen: readonly Scope[];
  choose: (scopes: Scope[]) => void;
}

/** What a platform may, each with what that means for people. */
export function Scopes({ isOpened = false, chosen, choose }: ScopesProps) {
  const { t } = useTranslation("administer");
  return (
    <fieldset className={plain.choices}>
      <legend>{t("platforms.scopes")}</legend>
      {SCOPES.map((scope, number) => (
        <Checkbox
          key={scope}
          autoFocus={isOpened && number === 0}
          label={t(`scopes.${scope}`)}
          description={t(`scopes.${scope}-help`)}
          checked={chosen.includes(scope)}
          onChange={(event) =>
            choose(SCOPES.filter((one) => (one === scope ? event.currentTarget.checked : chosen.includes(one))))
          }
        />
      ))}
    </fieldset>
  );
}
