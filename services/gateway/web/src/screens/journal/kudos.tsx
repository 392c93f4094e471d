import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { api, type Schemas } from "../../api/client";
import { Card } from "../../parts/card";
import { More } from "../../parts/more";
import { Page } from "../../parts/page";
import { PAGING } from "../../parts/paging";
import { useNameOf } from "../../parts/people";
import { Readers } from "../../parts/readers";
import { Thanks } from "../../parts/thanks";
import { Trouble } from "../../parts/trouble";
import { Waiting } from "../../parts/waiting";
import { useWhen } from "../../parts/when";
import classes from "./journal.module.css";

/** What others thanked its reader for, the newest first. */
export default function KudosScreen() {
  const { t } = useTranslation("journal");
  const found = api.useInfiniteQuery("get", "/v1/journal/kudos", {}, PAGING);
  const all = found.data?.pages.flatMap(({ data }) => data);
  return (
    <Page title={t("kudos.title")} lead={t("kudos.lead")}>
      <div className={classes.reading}>
        {found.error && !all && <Trouble error={found.error} retry={found.refetch} />}
        {!found.error && !all && <Waiting />}
        {all?.length === 0 && (
          <Card title={t("kudos.none")}>
            <p>{t("kudos.none-text")}</p>
          </Card>
        )}
        {all?.map((kudos) => (
          <Got key={kudos.pair_id} kudos={kudos} />
        ))}
        <More pages={found} />
        <p>
          <Link href="/journal">{t("back")}</Link>
        </p>
      </div>
    </Page>
  );
}

function Got({ kudos }: { kudos: Schemas["Kudos"] }) {
  const { t } = useTranslation("journal");
  const { day } = useWhen();
  const name = useNameOf(kudos.from_id);
  return (
    <Card aside={<Readers who="pair" name={name} />}>
      <Thanks kudos={kudos} title={t("kudos.from", { name })}>
        <p className={classes.facts}>
          <time dateTime={kudos.at}>{day(kudos.at)}</time>
          <Link href={`/pairs/${kudos.pair_id}/farewell`}>{t("kudos.to-pair", { name })}</Link>
        </p>
      </Thanks>
    </Card>
  );
}
