import { useTranslation } from "react-i18next";
import type { Difference } from "../../parts/edit-conflict";
import { useInWords } from "../../parts/in-words";
import { useWhen } from "../../parts/when";
import type { Chosen, Notifications } from "./choosing";

/** What stands there and what was to be saved, field by field, in words. */
export function useDifferences(there: Notifications, mine: Chosen): Difference[] {
  const { t } = useTranslation("preferences");
  const inWords = useInWords();
  const { day } = useWhen();
  const word = (isOn: boolean | null | undefined) => t(isOn == null ? "as-default" : isOn ? "on" : "off");
  const quiet = ({ quiet, no_quiet }: Chosen) =>
    quiet ? `${quiet.start}–${quiet.end}` : t(no_quiet ? "quiet-none" : "as-default");
  const both = (name: string, say: (chosen: Chosen) => string) => ({ name, theirs: say(there.chosen), mine: say(mine) });
  return [
    ...there.kinds.flatMap(({ kind, words }) => [
      ...there.channels.map(({ channel, words: way }) =>
        both(`${inWords(words)} · ${inWords(way)}`, ({ kinds }) => word(kinds?.[kind]?.[channel])),
      ),
      both(`${inWords(words)} · ${t("less-often")}`, ({ less_often }) => word(less_often?.includes(kind) ?? false)),
    ]),
    ...there.channels.map(({ channel, words }) =>
      both(`${t("only-others")} · ${inWords(words)}`, ({ only_others }) => word(only_others?.includes(channel) ?? false)),
    ),
    both(t("quiet"), quiet),
    both(t("digest"), ({ digest }) => t(digest ? `digests.${digest}` : "as-default")),
    both(t("gathers"), ({ gathers_personal }) => word(gathers_personal)),
    both(t("budget"), ({ budget }) => (budget == null ? t("as-default") : t("budgets", { count: budget }))),
    both(t("ideas-paused"), ({ paused_until }) => (paused_until ? day(paused_until) : t("none"))),
  ];
}
