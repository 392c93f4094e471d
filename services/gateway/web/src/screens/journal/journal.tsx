import { Button } from "@mantine/core";
import { IconKey, IconPencilPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { api, type Schemas } from "../../api/client";
import { Card } from "../../parts/card";
import { Page } from "../../parts/page";
import { useNameOf } from "../../parts/people";
import { Thanks } from "../../parts/thanks";
import { useKeys } from "../../sealing/keys";
import { useDays, useLivingPairs } from "./entries";
import classes from "./journal.module.css";
import { List } from "./list";
import { OnThisDay } from "./on-this-day";
import { Quarter } from "./quarter";
import { Unsent } from "./unsent";

/** What somebody wrote and what partners share with them. */
export default function Journal() {
  const { t } = useTranslation("journal");
  const pairs = useLivingPairs();
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      actions={
        <Button component={Link} href="/journal/new" leftSection={<IconPencilPlus size={18} aria-hidden="true" />}>
          {t("new")}
        </Button>
      }
    >
      <div className={classes.columns}>
        <div className={classes.column}>
          <Unsent />
          <List pairs={pairs} />
        </div>
        <aside className={classes.column} aria-label={t("beside")}>
          <OnThisDay />
          <Quarter />
          <LastMonth />
          <LastKudos />
          <Sealing />
          <Export />
        </aside>
      </div>
    </Page>
  );
}

/** Shown where the month that is over brought something. */
function LastMonth() {
  const { t, i18n } = useTranslation("journal");
  const today = useDays()();
  const last = new Date(`${today.slice(0, 7)}-01`);
  last.setUTCMonth(last.getUTCMonth() - 1);
  const month = last.toISOString().slice(0, 7);
  const { data } = api.useQuery("get", "/v1/journal/dividends/{month}", { params: { path: { month } } });
  if (!data) return null;
  const name = new Intl.DateTimeFormat(i18n.language, { month: "long", timeZone: "UTC" }).format(last);
  return (
    <Card title={t("month-brought", { month: name })} tone="learn">
      <p>{t("month-counts", { ...data.counts })}</p>
      <div>
        <Button component={Link} href={`/journal/dividends/${month}`} variant="default">
          {t("month-look")}
        </Button>
      </div>
    </Card>
  );
}

/** The newest thank-you, or how one comes about. */
function LastKudos() {
  const { t } = useTranslation("journal");
  const { data } = api.useQuery("get", "/v1/journal/kudos");
  if (!data) return null;
  const [newest] = data.data;
  return (
    <Card title={t("kudos.title")}>
      {newest ? <Newest kudos={newest} count={data.data.length} /> : <p className={classes.quiet}>{t("kudos.none-text")}</p>}
    </Card>
  );
}

function Newest({ kudos, count }: { kudos: Schemas["Kudos"]; count: number }) {
  const { t } = useTranslation("journal");
  const name = useNameOf(kudos.from_id);
  return (
    <>
      <Thanks kudos={kudos} title={t("kudos.from", { name })} />
      <div>
        <Button component={Link} href="/journal/kudos" variant="default">
          {t("kudos.all", { count })}
        </Button>
      </div>
    </>
  );
}

function Sealing() {
  const { t } = useTranslation("sealing");
  const { state } = useKeys();
  if (state === "unknown") return null;
  return (
    <Card title={t("title")}>
      <p className={classes.quiet}>{t(`state-${state}`)}</p>
      <div>
        <Button
          component={Link}
          href="/journal/key"
          variant="default"
          leftSection={<IconKey size={18} aria-hidden="true" />}
        >
          {t(`open-${state}`)}
        </Button>
      </div>
    </Card>
  );
}

function Export() {
  const { t } = useTranslation("journal");
  return (
    <Card title={t("export")}>
      <p className={classes.quiet}>{t("export-text")}</p>
      <div className={classes.deeds}>
        <Button component="a" href="/v1/journal/export?format=markdown" download variant="default">
          Markdown
        </Button>
        <Button component="a" href="/v1/journal/export?format=json" download variant="default">
          JSON
        </Button>
      </div>
    </Card>
  );
}
