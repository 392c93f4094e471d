import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { api } from "../../api/client";
import { useMe } from "../../app/session";
import { isStanding, sidesOf, useRequests, type Request } from "../../parts/asked";
import { Card } from "../../parts/card";
import columns from "../../parts/columns.module.css";
import { Page } from "../../parts/page";
import { useTopics } from "../../parts/topics";
import { Trouble } from "../../parts/trouble";
import { Waiting } from "../../parts/waiting";
import { Line } from "./line";
import { RecognitionLine } from "./recognition-line";
import classes from "./requests.module.css";
import { Room } from "./room";

const SEARCHES_SHOWN = 3;

/** What waits for an answer: mine, and theirs. */
export default function Requests() {
  const { t } = useTranslation(["requests", "people", "find"]);
  const me = useMe();
  const { data, error, refetch } = useRequests();
  const recognitions = api.useQuery("get", "/v1/recognitions").data?.data ?? [];
  if (error && !data) {
    return (
      <Page title={t("title")}>
        <Trouble error={error} retry={refetch} />
      </Page>
    );
  }
  if (!data) return <Waiting />;
  const named = data.data.filter(({ mentor_id }) => mentor_id !== null);
  const isMine = (request: Request) => sidesOf(request, me.person_id).isMine;
  const standing = named.filter(isStanding);
  const toMe = standing.filter((request) => !isMine(request));
  const mine = standing.filter(isMine);
  const over = named.filter((request) => !isStanding(request));
  const searches = data.data.filter(({ state }) => state === "suggested").slice(0, SEARCHES_SHOWN);
  const proposed = recognitions.filter(({ state }) => state === "proposed" || state === "asked");
  return (
    <Page title={t("title")} lead={t("lead")}>
      <div className={columns.columns}>
        <div className={columns.column}>
          {proposed.length > 0 && (
            <Card title={t("recognitions")}>
              <ul className={classes.lines}>
                {proposed.map((recognition) => (
                  <RecognitionLine key={recognition.recognition_id} recognition={recognition} />
                ))}
              </ul>
            </Card>
          )}
          <Card title={t("to-me")} tone="teach">
            <Lines requests={toMe} none={t("to-me-none")} />
          </Card>
          <Card title={t("mine")} tone="learn">
            <Lines requests={mine} none={t("mine-none")} />
            {mine.length === 0 && (
              <div>
                <Button component={Link} href="/find">
                  {t("find")}
                </Button>
              </div>
            )}
          </Card>
          {over.length > 0 && (
            <details className={classes.over}>
              <summary>{t("over", { count: over.length })}</summary>
              <Lines requests={over} none="" />
            </details>
          )}
        </div>
        <div className={columns.column}>
          <Room />
          {searches.length > 0 && <Searches searches={searches} />}
          <Card title={t("recognise")}>
            <p className={classes.quiet}>{t("recognise-text")}</p>
            <div>
              <Button component={Link} href="/recognitions/new" variant="default">
                {t("recognise-go")}
              </Button>
            </div>
          </Card>
        </div>
      </div>
    </Page>
  );
}

function Lines({ requests, none }: { requests: readonly Request[]; none: string }) {
  if (requests.length === 0) return <p className={classes.quiet}>{none}</p>;
  return (
    <ul className={classes.lines}>
      {requests.map((request) => (
        <Line key={request.request_id} request={request} />
      ))}
    </ul>
  );
}

function Search({ search: { request_id, topics, suggestions } }: { search: Request }) {
  const { t } = useTranslation("requests");
  return (
    <li>
      <Link href={`/find?for=${request_id}`}>{useTopics(topics).join(", ")}</Link>
      <span className={classes.quiet}>{t("searches-found", { count: suggestions.length })}</span>
    </li>
  );
}

function Searches({ searches }: { searches: readonly Request[] }) {
  const { t } = useTranslation("requests");
  return (
    <Card title={t("searches")}>
      <ul className={classes.searches}>
        {searches.map((search) => (
          <Search key={search.request_id} search={search} />
        ))}
      </ul>
    </Card>
  );
}
