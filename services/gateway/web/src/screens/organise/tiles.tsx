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
            <p className={classes.number} data-words={/^\D/.test(number) || undefined}>{number}</p>
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
  const tile = (name: string, number: string, key: string, href: string, numbers: Record<string, unknown> = {}): Told => ({
    name,
    number,
    insight: t(`tile.${name}.${key}`, { step, ...numbers }),
    deed: t(`tile.${name}.${key}-deed`),
    href,
  });
  const write = (group: string) => within(WRITE, of, { group });
  const days = talks.half_of_first_talks_within_days;
  const { by_mentor, by_mentee, by_both } = pairs.learning_named;
  const most = Math.max(by_mentor, by_mentee);
  const behind = by_mentor < by_mentee ? "mentors" : "mentees";
  const isApart = most > 0 && Math.abs(by_mentor - by_mentee) / most > GAP;
  const isAsking = people.asked * 2 >= people.joined;
  return [
    people.joined === 0
      ? tile("joined", told(0), "none", within("/organise/programmes", undefined))
      : tile("joined", told(people.joined), isAsking ? "asking" : "silent", isAsking ? within("/organise/uptake", of) : write("never-asked"), {
          asked: told(people.asked),
        }),
    people.asked === 0
      ? tile("matched", told(people.paired), "none", write("never-asked"))
      : tile("matched", told(people.paired), people.paired < people.asked ? "waiting" : "all", people.paired < people.asked ? within("/organise/rounds", of) : within("/organise/uptake", of), {
          rest: told(people.asked - people.paired),
          asked: told(people.asked),
        }),
    people.met === 0
      ? tile("met", told(0), "none", within("/organise/pairs", of))
      : tile("met", told(people.met), days && days <= SOON_DAYS ? "soon" : "late", within("/organise/pairs", of), {
          days: days ?? 60,
          talks: told(pairs.talks),
        }),
    most === 0
      ? tile("learning", told(people.learned), "none", write("paired"))
      : tile("learning", told(people.learned), isApart ? behind : "even", isApart ? write(behind) : within("/organise/uptake", of), {
          mentors: told(by_mentor),
          mentees: told(by_mentee),
          both: told(by_both),
        }),
    answer_rate === null
      ? tile("answers", t("untold"), "none", within("/organise/plan/dry-run", of))
      : tile("answers", percent(answer_rate), answer_rate >= GOOD_RATE ? "good" : "low", answer_rate >= GOOD_RATE ? within("/organise/plan/dry-run", of) : write("mentors"), {
          expired: told(requests.expired),
        }),
  ];
}
