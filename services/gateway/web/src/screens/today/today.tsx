import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { api } from "../../api/client";
import { useMe } from "../../app/session";
import { queries } from "../../app/store";
import { Card } from "../../parts/card";
import columns from "../../parts/columns.module.css";
import { INBOX, useInbox } from "../../parts/notices";
import { Page } from "../../parts/page";
import { Trouble } from "../../parts/trouble";
import { Waiting } from "../../parts/waiting";
import { useWhen } from "../../parts/when";
import { Brought } from "./brought";
import { NextSession } from "./next-session";
import { Nudges } from "./nudges";
import classes from "./today.module.css";

const PAIRS = api.queryOptions("get", "/v1/pairs");

export const firstReads = () => [queries.ensureQueryData(PAIRS), queries.ensureQueryData(INBOX)];

/** What today is about: the next talk, three nudges at most, a thought, and what it brought. */
export default function Today() {
  const { t } = useTranslation("today");
  const me = useMe();
  const { day } = useWhen();
  const pairs = useQuery(PAIRS);
  const inbox = useInbox();
  const living = pairs.data?.data.filter((pair) => !pair.ended_at);
  // All at once the first time: nothing moves under a finger.
  const isReady = !pairs.isPending && !inbox.isPending;
  return (
    <Page title={t("title", { name: me.name.split(" ")[0] })} lead={day(new Date())}>
      {!isReady && <Waiting />}
      {isReady && (
        <div className={columns.columns}>
          <div className={columns.column}>
            {pairs.error && !living && <Trouble error={pairs.error} retry={pairs.refetch} />}
            {living && <NextSession pairs={living} />}
            <Nudges />
          </div>
          <div className={columns.column}>
            <Prompt />
            {living && <Brought pairs={living} />}
          </div>
        </div>
      )}
    </Page>
  );
}

/** Another one each day, the same all day. */
function Prompt() {
  const { t } = useTranslation("today");
  const prompts = t("prompts", { returnObjects: true }) as string[];
  const today = Math.floor(Date.now() / 86_400_000);
  const prompt = prompts[today % prompts.length] ?? "";
  return (
    <Card title={t("prompt")}>
      <p className={classes.prompt}>{prompt}</p>
      <div>
        <Button component={Link} href={`/journal/new?${new URLSearchParams({ prompt })}`} variant="default">
          {t("prompt-write")}
        </Button>
      </div>
    </Card>
  );
}
