import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { Card } from "../../parts/card";
import classes from "./organise.module.css";
import { within } from "./scope";
import { useTelling, type Insight } from "./telling";

const WRITE = "/organise/plan/announcements";
/** From here on mentors and mentees differ so much that it is worth a word. */
const GAP = 0.1;
const GOOD_RATE = 0.85;
const SOON_DAYS = 14;

interface Told {
  name: string;
  number: string;
  /** What it means, and what there is to do: words of the tile. */
  insight: string;
  deed: string;
  href: string;
}

export function Tiles({ insight, programmeId }: { insight: Insight; programmeId: string | undefined }) {
  const { t } = useTranslation("organise");
  const tiles = useTiles(insight, programmeId);
  return (
    <ul className={classes.tiles} aria-label={t("tiles")}>
      {tiles.map(({ name, number, insight, deed, href }) => (
        <li key={name}>
          <Card title={t(`tile.${name}.title`)}>
            <p className={classes.number} data-words={/^\D/.test(number) || undefined}>
              {number}
            </p>
            <p>{insight}</p>
            <div>
              <Button component={Link} href={href} variant="default">
                {deed}
              </Button>
            </div>
          </Card>
        </li>
      ))}
    </ul>
  );
}

function useTiles({ people, requests, pairs, answer_rate, step, ...talks }: Insight, of: string | undefined): Told[] {
  const { t } = useTranslation("organise");
  const { told, percent } = useTelling(step);
  /** What a tile says: `key` chooses the sentence and the deed. */
  const tile = (
    name: string,
    number: string,
    key: string,
    href: string,
    numbers: Record<string, unknown> = {},
  ): Told => ({
    name,
    number,
    insight: t(`tile.${name}.${key}`, { step, ...numbers }),
    deed: t(`tile.${name}.${key}-deed`),
    href,
  });
  const write = (group: string) => within(WRITE, of, { group });
  const days = talks.half_of_first_talks_within_days;
  const { by_mentor, by_mentee } = pairs.learning_named;
  const most = Math.max(by_mentor, by_mentee);
  const behind = by_mentor < by_mentee ? "mentors" : "mentees";
  // Two that are told a step apart may be one apart.
  const apart = Math.abs(by_mentor - by_mentee);
  const isApart = apart > step && apart / most > GAP;
  const isAsking = people.asked * 2 >= people.joined;
  const isWaiting = people.paired < people.asked;
  const isSoon = days !== null && days <= SOON_DAYS;
  const isAnswered = answer_rate !== null && answer_rate >= GOOD_RATE;
  const uptake = within("/organise/uptake", of);
  const pairsInNeed = within("/organise/pairs", of);
  const heard = within("/organise/plan/dry-run", of);

  const joined = () => {
    if (people.joined === 0) return tile("joined", told(0), "none", within("/organise/programmes", of));
    const numbers = { asked: told(people.asked) };
    const found = isAsking
      ? tile("joined", told(people.joined), "asking", uptake, numbers)
      : tile("joined", told(people.joined), "silent", write("never-asked"), numbers);
    if (people.invited === 0) return found;
    return { ...found, insight: `${found.insight} ${t("tile.joined.invited", { invited: told(people.invited) })}` };
  };
  const matched = () => {
    if (people.asked === 0) return tile("matched", told(people.paired), "none", write("never-asked"));
    const numbers = { asked: told(people.asked), rest: told(people.asked - people.paired) };
    return isWaiting
      ? tile("matched", told(people.paired), "waiting", within("/organise/rounds", of), numbers)
      : tile("matched", told(people.paired), "all", uptake, numbers);
  };
  const met = () => {
    if (people.met === 0) return tile("met", told(0), "none", pairsInNeed);
    return tile("met", told(people.met), isSoon ? "soon" : "late", pairsInNeed, { days, talks: told(pairs.talks) });
  };
  const learning = () => {
    if (most === 0) return tile("learning", told(people.learned), "none", write("paired"));
    const numbers = { mentors: told(by_mentor), mentees: told(by_mentee) };
    return isApart
      ? tile("learning", told(people.learned), behind, write(behind), numbers)
      : tile("learning", told(people.learned), "even", uptake, numbers);
  };
  const answers = () => {
    if (answer_rate === null) return tile("answers", t("untold"), "none", heard);
    const numbers = { expired: told(requests.expired) };
    return isAnswered
      ? tile("answers", percent(answer_rate), "good", heard, numbers)
      : tile("answers", percent(answer_rate), "low", write("mentors"), numbers);
  };
  return [joined(), matched(), met(), learning(), answers()];
}
