import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { Tag } from "../../parts/tag";

const TONES = { received: "learn", "in-hand": "teach", closed: "good" } as const;

export function StateTag({ state }: { state: Schemas["OwnReport"]["state"] }) {
  const { t } = useTranslation("reports");
  return <Tag tone={TONES[state]}>{t(`state.${state}`)}</Tag>;
}
