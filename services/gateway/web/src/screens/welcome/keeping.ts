import { useTranslation } from "react-i18next";
import { useMe } from "../../app/session";
import { useUndo } from "../../app/undo";
import { addTopics, useRereadMe } from "../../parts/own-word";

/** What is named on the way in is kept in one's profile. Where that fails, it is said, and the way goes on. */
export function useKeeping(way: "gives" | "gets"): (topics: readonly string[]) => Promise<unknown> {
  const { t } = useTranslation("welcome");
  const me = useMe();
  const reread = useRereadMe();
  const undo = useUndo();
  return async (topics) => {
    const known = me[way].map(({ topic }) => topic.toLowerCase());
    if (topics.every((topic) => known.includes(topic.toLowerCase()))) return;
    await undo.now({ words: t("kept-said"), send: () => addTopics(me, way, topics).finally(reread) });
  };
}
