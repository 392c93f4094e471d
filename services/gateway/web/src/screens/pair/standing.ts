import { useTranslation } from "react-i18next";
import { useWhen } from "../../parts/when";
import { usePair } from "./pair-context";

/** In plain words where the pair stands. */
export function useStanding(): string {
  const { t } = useTranslation("pairs");
  const { pair } = usePair();
  const { date } = useWhen();
  if (pair.ended_at) return t("state.ended", { day: date(pair.ended_at) });
  if (pair.standing !== "paused") return t(`phase.${pair.phase ?? "preparing"}`);
  return pair.paused_until ? t("state.paused-until", { day: date(pair.paused_until) }) : t("state.paused");
}
