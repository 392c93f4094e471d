import { useTranslation } from "react-i18next";
import { api } from "../../api/client";
import { Card } from "../../parts/card";
import { useInWords } from "../../parts/in-words";
import { Trouble } from "../../parts/trouble";
import classes from "./reports.module.css";

/** Help that is not the employer's: first, and also for whoever reports nothing. */
export function Help() {
  const { t } = useTranslation("reports");
  const { data, error, refetch } = api.useQuery("get", "/v1/safeguarding");
  const inWords = useInWords();
  if (error && !data) return <Trouble error={error} retry={refetch} />;
  return (
    <Card title={t("help")} tone="teach">
      {data && <p className={classes.help}>{inWords(data.help)}</p>}
      {data && <p className={classes.quiet}>{t(data.is_own ? "help-own" : "help-house")}</p>}
    </Card>
  );
}
