import { useTranslation } from "react-i18next";
import { api } from "../../api/client";
import { Card } from "../../parts/card";
import { More } from "../../parts/more";
import { PAGING } from "../../parts/paging";
import plain from "../../parts/plain.module.css";
import { Trouble } from "../../parts/trouble";
import { useWhen } from "../../parts/when";
import { Waiting } from "../../parts/waiting";
import classes from "./administer.module.css";
import { Frame } from "./frame";

/** What platforms sent and could not be taken: why, and who can send it on. */
export default function Letters() {
  return (
    <Frame section="letters">
      <Rejected />
      <ByOperator />
    </Frame>
  );
}

function Rejected() {
  const { t } = useTranslation("administer");
  const { full } = useWhen();
  const found = api.useInfiniteQuery("get", "/v1/dead-letters", { params: { query: { limit: 100 } } }, PAGING);
  if (found.error && !found.data) return <Trouble error={found.error} retry={found.refetch} />;
  if (!found.data) return <Waiting />;
  const letters = found.data.pages.flatMap(({ data }) => data);
  return (
    <Card title={t(found.hasNextPage ? "letters.newest" : "letters.found", { count: letters.length })}>
      {letters.length === 0 && <p className={plain.quiet}>{t("letters.none")}</p>}
      <ul className={plain.rows}>
        {letters.map((letter) => (
          <li key={letter.id} className={plain.row}>
            <div className={plain.what}>
              <strong>{letter.detail}</strong>
              <span>
                <code>{letter.code}</code> · {full(letter.at)}
                {letter.origin && ` · ${t("letters.from", { origin: letter.origin })}`}
              </span>
              <span>
                {letter.type} {letter.event_id && <code>{letter.event_id}</code>}
              </span>
            </div>
          </li>
        ))}
      </ul>
      <More pages={found} />
    </Card>
  );
}

function ByOperator() {
  const { t } = useTranslation("administer");
  return (
    <Card title={t("letters.operator")}>
      <p>{t("letters.operator-text")}</p>
      <code className={classes.code}>python -m deploy.ops dead-letters list</code>
      <code className={classes.code}>python -m deploy.ops dead-letters redrive &lt;id&gt;</code>
    </Card>
  );
}
