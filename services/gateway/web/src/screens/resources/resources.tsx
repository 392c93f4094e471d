import "@mantine/core/styles/Input.css";
import { NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "wouter";
import { api, type Schemas } from "../../api/client";
import { Card } from "../../parts/card";
import { useInWords } from "../../parts/in-words";
import { Page } from "../../parts/page";
import { useNameOf, usePartnerOf } from "../../parts/people";
import { Trouble } from "../../parts/trouble";
import { Waiting } from "../../parts/waiting";
import cover from "../../parts/cover.module.css";
import classes from "./resources.module.css";

type Line = Schemas["ResourceLine"];

const STAGES = ["prepare", "rapport", "direction", "progress", "wind-down", "after"] as const;

/** Short texts to read or to do together, by the stage of a pair. */
export default function Resources() {
  const { t } = useTranslation("resources");
  const [asked, setAsked] = useSearchParams();
  const pairId = asked.get("pair");
  const stage = STAGES.find((one) => one === asked.get("stage"));
  const pairs = api.useQuery("get", "/v1/pairs").data?.data.filter(({ ended_at }) => !ended_at) ?? [];
  const query = { ...(stage && { stage }), ...(pairId && { pair_id: pairId }) };
  const { data, error, refetch } = api.useQuery("get", "/v1/resources", { params: { query } });
  const change = (name: string, value: string) =>
    setAsked(
      (before) => {
        const next = new URLSearchParams(before);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  return (
    <Page title={t("title")} lead={t("lead")}>
      <div className={classes.filters}>
        <NativeSelect
          label={t("stage")}
          value={stage ?? ""}
          onChange={(event) => change("stage", event.currentTarget.value)}
        >
          <option value="">{t(pairId ? "stage-now" : "stage-all")}</option>
          {STAGES.map((one) => (
            <option key={one} value={one}>
              {t(`stages.${one}`)}
            </option>
          ))}
        </NativeSelect>
        {pairs.length > 0 && (
          <NativeSelect
            label={t("for")}
            value={pairId ?? ""}
            onChange={(event) => change("pair", event.currentTarget.value)}
          >
            <option value="">{t("for-all")}</option>
            {pairs.map((pair) => (
              <PairOption key={pair.pair_id} pair={pair} />
            ))}
          </NativeSelect>
        )}
      </div>
      {error && !data && <Trouble error={error} retry={refetch} />}
      {!error && !data && <Waiting />}
      {data?.resources.length === 0 && (
        <Card title={t("none")}>
          <p>{t("none-text")}</p>
        </Card>
      )}
      {data && <ByStage lines={data.resources} only={stage} />}
    </Page>
  );
}

function PairOption({ pair }: { pair: Schemas["Pair"] }) {
  const { t } = useTranslation("resources");
  const name = useNameOf(usePartnerOf(pair));
  return <option value={pair.pair_id}>{t("for-pair", { name })}</option>;
}

/** Each where it comes first. */
function ByStage({ lines, only }: { lines: Line[]; only: (typeof STAGES)[number] | undefined }) {
  const { t } = useTranslation("resources");
  const isIn = ({ stages }: Line, stage: string) => (only ? only === stage : stages[0] === stage);
  return STAGES.map((stage) => {
    const some = lines.filter((line) => isIn(line, stage));
    return (
      some.length > 0 && (
        <section key={stage} className={classes.stage}>
          <h2>{t(`stages.${stage}`)}</h2>
          <ul className={classes.lines}>
            {some.map((line) => (
              <ResourceLine key={line.resource_id} line={line} />
            ))}
          </ul>
        </section>
      )
    );
  });
}

function ResourceLine({ line }: { line: Line }) {
  const { t } = useTranslation("resources");
  const inWords = useInWords();
  return (
    <li className={classes.line}>
      <h3>
        <Link href={`/resources/${line.resource_id}`} className={cover.cover}>
          {inWords(line.title)}
        </Link>
      </h3>
      <p className={classes.quiet}>
        {t(`kinds.${line.kind}`)} · {t("minutes", { count: line.minutes })}
      </p>
    </li>
  );
}
