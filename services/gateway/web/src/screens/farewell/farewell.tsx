import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { api, type Schemas } from "../../api/client";
import { Card } from "../../parts/card";
import { ofPair } from "../../parts/of-pair";
import { Trouble } from "../../parts/trouble";
import { Waiting } from "../../parts/waiting";
import { inPair } from "../pair/in-pair";
import { usePair } from "../pair/pair-context";
import { Completed } from "./completed";
import { Echoes } from "./echoes";
import { Kudos } from "./kudos";
import { Letters } from "./letters";
import { WhatNext } from "./what-next";
import classes from "./farewell.module.css";

/** How it ends well: what next, a letter each, a thank-you each; and later, what still helps. */
export default inPair(Farewell);

function Farewell() {
  const { pair } = usePair();
  const { data, error, refetch } = api.useQuery("get", "/v1/pairs/{pair_id}/farewell", ofPair(pair.pair_id));
  if (!data) return error ? <Trouble error={error} retry={refetch} /> : <Waiting />;
  if (pair.ended_at && pair.ending !== "completed") return <EndedOtherwise farewell={data} />;
  if (!pair.ended_at && !data.is_open) return <NotYet />;
  const isAsked = data.echoes_asked.length > 0;
  return (
    <>
      {pair.ended_at ? <Completed openUntil={data.is_open ? data.open_until : null} /> : <Nearly />}
      {isAsked && <Echoes farewell={data} />}
      <Kudos farewell={data} />
      <Letters farewell={data} />
      <WhatNext farewell={data} />
      {!isAsked && <Echoes farewell={data} />}
    </>
  );
}

/** It goes on: what will be here, and the way to it. */
function NotYet() {
  const { t } = useTranslation("endings");
  const { pair, first } = usePair();
  return (
    <Card title={t("farewell.not-yet")}>
      <p className={classes.lead}>{t("farewell.not-yet-text", { name: first })}</p>
      <div className={classes.deeds}>
        <Button component={Link} href={`/pairs/${pair.pair_id}/end`} variant="default">
          {t("farewell.to-end")}
        </Button>
      </div>
    </Card>
  );
}

/** The last part of its planned time. */
function Nearly() {
  const { t } = useTranslation("endings");
  const { pair } = usePair();
  return (
    <Card title={t("farewell.nearly")} tone="learn">
      <p className={classes.lead}>{t("farewell.nearly-text")}</p>
      <div className={classes.deeds}>
        <Button component={Link} href={`/pairs/${pair.pair_id}/end`}>
          {t("farewell.to-complete")}
        </Button>
      </div>
    </Card>
  );
}

/** Nothing is asked: behind such an end may be anything. What was written before stays one's own to read. */
function EndedOtherwise({ farewell }: { farewell: Schemas["FarewellShown"] }) {
  const { t } = useTranslation("endings");
  const { pair } = usePair();
  return (
    <>
      <Card title={t("farewell.over")}>
        <p className={classes.lead}>{t("farewell.over-text")}</p>
        <div className={classes.deeds}>
          <Button component={Link} href={`/pairs/${pair.pair_id}/rematch`}>
            {t("end.to-rematch")}
          </Button>
        </div>
      </Card>
      {farewell.kudos.length > 0 && <Kudos farewell={farewell} />}
      {farewell.letters.length > 0 && <Letters farewell={farewell} />}
    </>
  );
}
