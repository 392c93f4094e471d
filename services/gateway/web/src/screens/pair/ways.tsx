import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { api } from "../../api/client";
import { useMe } from "../../app/session";
import { useTopics } from "../../parts/topics";
import { usePair } from "./pair-context";
import classes from "./ways.module.css";

/** Who teaches what, in a lane for each way. A reverse pair says that it goes against the titles, and is proud of it. */
export function Ways({ isShort = false }: { isShort?: boolean }) {
  const { t } = useTranslation("pairs");
  const { pair, first, isMentor } = usePair();
  const ways = useWays();
  const [learnt, taught, both] = [useTopics(ways.learnt), useTopics(ways.taught), useTopics(ways.both)];
  return (
    <div className={classes.ways}>
      {pair.direction === "reverse" && !isShort && (
        <p className={classes.reverse}>
          <strong>{t("reverse.title")}</strong> {t(isMentor ? "reverse.up" : "reverse.down", { name: first })}
        </p>
      )}
      <ul>
        {both.length > 0 && <li data-way="both">{t("ways.both", { topics: both.join(", ") })}</li>}
        {learnt.length > 0 && (
          <li data-way="learn">
            <IconArrowDown size={18} aria-hidden="true" />
            {t("ways.learn", { name: first, topics: learnt.join(", ") })}
          </li>
        )}
        {taught.length > 0 && (
          <li data-way="teach">
            <IconArrowUp size={18} aria-hidden="true" />
            {t("ways.teach", { name: first, topics: taught.join(", ") })}
          </li>
        )}
      </ul>
    </div>
  );
}

/** The pair's topics by who gives them; and, where it goes one way, what the other way could bring. */
function useWays(): Record<"learnt" | "taught" | "both", string[]> {
  const me = useMe();
  const { pair, partnerId, isMentor } = usePair();
  const { data } = api.useQuery("get", "/v1/people/{person_id}", { params: { path: { person_id: partnerId } } });
  const named = (skills: readonly { topic: string }[] = []) => new Set(skills.map(({ topic }) => topic));
  const mine = { gives: named(me.gives), gets: named(me.gets) };
  const theirs = { gives: named(data?.gives), gets: named(data?.gets) };
  if (pair.direction === "reciprocal" || pair.direction === "peer") {
    const givesOne = (topic: string) => mine.gives.has(topic) !== theirs.gives.has(topic);
    return {
      taught: pair.topics.filter((topic) => givesOne(topic) && mine.gives.has(topic)),
      learnt: pair.topics.filter((topic) => givesOne(topic) && theirs.gives.has(topic)),
      both: pair.topics.filter((topic) => !givesOne(topic)),
    };
  }
  const inReturn = (gives: Set<string>, gets: Set<string>) =>
    [...gives].filter((topic) => gets.has(topic) && !pair.topics.includes(topic));
  return {
    taught: isMentor ? pair.topics : inReturn(mine.gives, theirs.gets),
    learnt: isMentor ? inReturn(theirs.gives, mine.gets) : pair.topics,
    both: [],
  };
}
