/** What the house names by codes, in words: rows of the plan, what they follow, and messages. */

import { useTranslation } from "react-i18next";
import { DIRECTIONS } from "../programmes/draft";

/** `pair-formed-mentee-flash`: whose words of a row they are, and in which direction where that has words of its own. */
const TEMPLATE = new RegExp(`^(.+?)-(mentor|mentee|member|each|claimant|asked|owner|invited|inviter)(?:-(${DIRECTIONS.join("|")}))?$`);

interface PlanNames {
  /** Of a row, or of what may happen; what an organisation named itself, as it named it. */
  nameOf: (code: string) => string;
  /** Of a message to somebody. */
  messageOf: (template: string) => string;
  /** Why something was not said, or later. */
  reasonOf: (code: string) => string;
}

export function usePlanNames(): PlanNames {
  const { t } = useTranslation(["plan", "organise", "programmes"]);
  const nameOf = (code: string) => {
    const plain = code.replace(/\/.*/, "");
    return t(`names.${plain}`, { defaultValue: spelled(plain) });
  };
  const messageOf = (template: string) => {
    const [, row, whom, direction] = TEMPLATE.exec(template) ?? [];
    if (!row) return nameOf(template);
    const name = t("template", { name: nameOf(row), whom: t(`whom.${whom}`) });
    return direction ? t("template-of", { name, direction: t(`programmes:directions.${direction}`) }) : name;
  };
  const reasonOf = (code: string) => t(`organise:codes.${code}`, { defaultValue: spelled(code) });
  return { nameOf, messageOf, reasonOf };
}

const spelled = (code: string): string => code.replaceAll("-", " ");
