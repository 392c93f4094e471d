import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { Tag } from "../../parts/tag";

type State = Schemas["ErasureShown"]["state"];

const TONES = { waiting: "learn", "under-way": "teach", done: "good", "taken-back": undefined } as const;

export function ErasureState({ state }: { state: State }) {
  const { t } = useTranslation("administer");
  const tone = TONES[state];
  return <Tag {...(tone && { tone })}>{t(`erasures.state.${state}`)}</Tag>;
}
