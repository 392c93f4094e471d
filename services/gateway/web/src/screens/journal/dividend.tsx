import { Button } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "wouter";
import { api, problemOf, type Schemas } from "../../api/client";
import { useMe } from "../../app/session";
import { Card } from "../../parts/card";
import { Page } from "../../parts/page";
import { useNameOf } from "../../parts/people";
import { Trouble } from "../../parts/trouble";
import { Waiting } from "../../parts/waiting";
import { useWhen } from "../../parts/when";
import classes from "./journal.module.css";
import { Line } from "./line";

const COUNTED = ["sessions_held", "learnings_named", "thanks", "gets"] as const;

/** What mentoring brought somebody in a month. */
export default function Dividend() {
  const { t, i18n } = useTranslation("journal");
  const { month } = useParams<{ month: string }>();
  const { data, error, refetch } = api.useQuery("get", "/v1/journal/dividends/{month}", { params: { path: { month } } });
  const first = new Date(`${month}-01`);
  const name = Number.isNaN(first.getTime())
    ? month
    : new Intl.DateTimeFormat(i18n.language, { month: "long", year: "numeric", timeZone: "UTC" }).format(first);
  const isNothing = problemOf(error ?? {}).status === 404;
  return (
    <Page title={t("month-brought", { month: name })} lead={t("month-lead")}>
      {isNothing && (
        <Card title={t("month-nothing")}>
          <p>{t("month-nothing-text")}</p>
          <div>
            <Button component={Link} href="/journal" variant="default">
              {t("back")}
            </Button>
          </div>
        </Card>
      )}
      {error && !isNothing && !data && <Trouble error={error} retry={refetch} />}
      {!error && !data && <Waiting />}
      {data && <Brought dividend={data} />}
      {data && (
        <p>
          <Link href="/journal">{t("back")}</Link>
        </p>
      )}
    </Page>
  );
}

function Brought({ dividend: { counts, lines, entry_ids } }: { dividend: Schemas["DividendShown"] }) {
  const { t } = useTranslation("journal");
  return (
    <>
      <dl className={classes.counts}>
        {COUNTED.filter((one) => counts[one] > 0).map((one) => (
          <div key={one} data-tone={one === "gets" ? "learn" : "teach"}>
            <dt>{t(`counted.${one}`, { count: counts[one] })}</dt>
            <dd>{counts[one]}</dd>
          </div>
        ))}
      </dl>
      {lines.length > 0 && (
        <Card title={t("month-lines")} tone="learn">
          <ul className={classes.lines}>
            {lines.map((line) => (
              <ExchangeLine key={line.exchange_id} line={line} />
            ))}
          </ul>
        </Card>
      )}
      {entry_ids.length > 0 && <Entries ids={entry_ids} />}
    </>
  );
}

function ExchangeLine({ line }: { line: Schemas["Exchange"] }) {
  const { t } = useTranslation("journal");
  const { day } = useWhen();
  const me = useMe();
  const name = useNameOf(line.author_id);
  return (
    <li className={classes.line} data-tone={line.author_id === me.person_id ? "learn" : "teach"}>
      <p>{line.line}</p>
      <p className={classes.facts}>
        <time dateTime={line.at}>{day(line.at)}</time>
        {line.author_id !== me.person_id && <span>{t("by", { name })}</span>}
        {line.thanked_at && <span>{t("thanked")}</span>}
      </p>
    </li>
  );
}

function Entries({ ids }: { ids: string[] }) {
  const { t } = useTranslation("journal");
  const found = useQueries({
    queries: ids.map((entry_id) =>
      api.queryOptions("get", "/v1/journal/entries/{entry_id}", { params: { path: { entry_id } } }),
    ),
  });
  return (
    <Card title={t("month-entries")} tone="teach">
      <ul className={classes.lines}>
        {found.map(({ data }) => data && <Line key={data.entry_id} entry={data} />)}
      </ul>
    </Card>
  );
}
