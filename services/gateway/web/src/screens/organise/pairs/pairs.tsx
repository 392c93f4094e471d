import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { Schemas } from "../../../api/client";
import { Card } from "../../../parts/card";
import { useInWords } from "../../../parts/in-words";
import { More } from "../../../parts/more";
import { useNameOf } from "../../../parts/people";
import { Trouble } from "../../../parts/trouble";
import { Waiting } from "../../../parts/waiting";
import { useWhen } from "../../../parts/when";
import { Frame } from "../frame";
import frame from "../frame.module.css";
import { usePairsInNeed } from "../reading";
import type { Scope } from "../scope";

/** Where a word from a person may help: why, and which one. Never what the two write. */
export default function PairsInNeed() {
  const { t } = useTranslation("organise");
  return (
    <Frame title={t("pairs.title")} lead={t("pairs.lead")} hasScope>
      {(scope) => <List scope={scope} />}
    </Frame>
  );
}

function List({ scope }: { scope: Scope }) {
  const { t } = useTranslation("organise");
  const { data, error, refetch, ...paging } = usePairsInNeed(scope.programmeId);
  if (error && !data) return <Trouble error={error} retry={refetch} />;
  if (!data) return <Waiting />;
  const pairs = data.pages.flatMap((page) => page?.data ?? []);
  const toldOf = data.pages[0]?.told_of ?? [];
  return (
    <div className={frame.stack}>
      <ToldOf ids={toldOf} scope={scope} />
      {pairs.length === 0 && toldOf.length > 0 && (
        <Card title={t("pairs.none")}>
          <p>{t("pairs.none-text")}</p>
        </Card>
      )}
      {pairs.map((pair) => (
        <Pair key={pair.pair_id} pair={pair} scope={scope} />
      ))}
      <More pages={paging} />
    </div>
  );
}

/** Whose members were told that organisers see this: of no other pair anything is shown. */
function ToldOf({ ids, scope }: { ids: readonly string[]; scope: Scope }) {
  const { t, i18n } = useTranslation("organise");
  const inWords = useInWords();
  const names = scope.programmes
    .filter(({ programme_id }) => ids.includes(programme_id))
    .map(({ called }) => inWords(called));
  if (names.length) {
    const list = new Intl.ListFormat(i18n.language).format(names);
    return <p className={frame.quiet}>{t("pairs.told-of", { names: list, count: names.length })}</p>;
  }
  return (
    <Card title={t("pairs.untold")}>
      <p>{t("pairs.untold-text")}</p>
      <div>
        <Button
          component={Link}
          href={scope.programmeId ? `/organise/programmes/${scope.programmeId}` : "/organise/programmes"}
          variant="default"
        >
          {t("pairs.untold-deed")}
        </Button>
      </div>
    </Card>
  );
}

function Pair({ pair, scope }: { pair: Schemas["PairNeeding"]; scope: Scope }) {
  const { t } = useTranslation("organise");
  const { day, ago } = useWhen();
  const inWords = useInWords();
  const [one = "", other = ""] = pair.member_ids;
  const programme = scope.programmes.find(({ programme_id }) => programme_id === pair.programme_id);
  const facts = [
    programme && inWords(programme.called),
    t("pairs.formed", { day: day(pair.formed_at) }),
    pair.last_talk_at ? t("pairs.last-talk", { ago: ago(pair.last_talk_at) }) : t("pairs.no-talk"),
  ].filter(Boolean);
  return (
    <Card title={t("pairs.two", { one: useNameOf(one), other: useNameOf(other) })}>
      <p className={frame.small}>{facts.join(" · ")}</p>
      <ul className={frame.list}>
        {pair.needs.map(({ code, words, next_step }) => (
          <li key={code} className={frame.item}>
            <h3>{inWords(words)}</h3>
            <p>
              <strong>{t("pairs.step")}</strong> {inWords(next_step)}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
