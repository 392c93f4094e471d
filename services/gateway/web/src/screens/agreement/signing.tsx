import { Button } from "@mantine/core";
import { IconCircleCheck, IconPencil } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { api, http, problemOf, type Schemas } from "../../api/client";
import { useMe } from "../../app/session";
import { useUndo } from "../../app/undo";
import { Card } from "../../parts/card";
import { conflictOf } from "../../parts/edit";
import { ofPair } from "../../parts/of-pair";
import { sent } from "../../parts/sent";
import { useWhen } from "../../parts/when";
import { usePair } from "../pair/pair-context";
import classes from "./agreement.module.css";

type Agreement = Schemas["Agreement"];

/** Where it stands, and the next step: what is missing, whose name is, or since when it is in force. */
export function Signing({ agreement }: { agreement: Agreement }) {
  const { t } = useTranslation("agreement");
  const { pair } = usePair();
  const me = useMe();
  const { day } = useWhen();
  const { signatures, gaps, is_live: isLive, live } = agreement;
  const hasSigned = signatures.some(({ person_id }) => person_id === me.person_id);
  if (pair.ended_at && !isLive) return <p className={classes.quiet}>{t(live ? "sign.ended-change" : "sign.ended")}</p>;
  const title = isLive ? "live" : gaps.length > 0 ? "gaps" : hasSigned ? "waits" : "yours";
  return (
    <Card title={t(`sign.${title}`, { number: agreement.number })} tone={isLive ? "teach" : "learn"}>
      {live && <p>{t(isLive ? "sign.live-since" : "sign.changing", { day: day(live.live_at), number: live.number })}</p>}
      {!isLive && !live && <p className={classes.lead}>{t("sign.lead")}</p>}
      <Gaps gaps={gaps} />
      <Signatures agreement={agreement} />
      {!isLive && <Unprepared ids={agreement.unprepared} />}
      {!hasSigned && gaps.length === 0 && !pair.ended_at && <Sign version={agreement.version} />}
    </Card>
  );
}

function Gaps({ gaps }: { gaps: Agreement["gaps"] }) {
  const { t } = useTranslation("agreement");
  const { partnerId, first } = usePair();
  if (gaps.length === 0) return null;
  const whose = (id: string | null) => (id === null ? "shared" : id === partnerId ? "theirs" : "mine");
  return (
    <ul className={classes.gaps}>
      {gaps.map(({ person_id, lacking }) => (
        <li key={`${person_id} ${lacking}`} data-whose={whose(person_id)}>
          {t(`gap.${whose(person_id)}-${lacking}`, { name: first })}
        </li>
      ))}
    </ul>
  );
}

/** Both names, as under a letter. */
function Signatures({ agreement: { signatures, gaps } }: { agreement: Agreement }) {
  const { t } = useTranslation("agreement");
  const { partnerId, partner } = usePair();
  const me = useMe();
  const { day } = useWhen();
  if (gaps.length > 0) return null;
  const line = (id: string, name: string) => {
    const signature = signatures.find(({ person_id }) => person_id === id);
    return (
      <li data-signed={signature ? true : undefined}>
        {signature ? <IconCircleCheck size={22} aria-hidden="true" /> : <IconPencil size={22} aria-hidden="true" />}
        <span className={classes.name}>{name}</span>
        <small>{signature ? t("sign.signed", { day: day(signature.at) }) : t("sign.not-yet")}</small>
      </li>
    );
  };
  return (
    <ul className={classes.signatures}>
      {line(me.person_id, me.name)}
      {line(partnerId, partner)}
    </ul>
  );
}

function Unprepared({ ids }: { ids: readonly string[] }) {
  const { t } = useTranslation("agreement");
  const { partnerId, first } = usePair();
  const me = useMe();
  return (
    <>
      {ids.includes(me.person_id) && (
        <p>
          {t("sign.unprepared")} <Link href="/preparation">{t("sign.prepare")}</Link>
        </p>
      )}
      {ids.includes(partnerId) && <p className={classes.quiet}>{t("sign.unprepared-partner", { name: first })}</p>}
    </>
  );
}

/** The very text that stands on the screen: where it changed meanwhile, the new one is shown first. */
function Sign({ version }: { version: number }) {
  const { t } = useTranslation("agreement");
  const { pair, first } = usePair();
  const [isSending, setSending] = useState(false);
  const client = useQueryClient();
  const undo = useUndo();
  const reading = api.queryOptions("get", "/v1/pairs/{pair_id}/agreement", ofPair(pair.pair_id));
  const send = async () => {
    const params = { path: { pair_id: pair.pair_id }, header: { "If-Match": `"${version}"` } };
    try {
      const signed = await sent(http.POST("/v1/pairs/{pair_id}/agreement/signature", { params }));
      client.setQueryData(reading.queryKey, signed);
    } catch (error) {
      const now = conflictOf<Agreement>(error);
      if (!now) throw error;
      client.setQueryData(reading.queryKey, now);
      throw { ...problemOf(error), title: t("sign.late", { name: first }), detail: t("sign.read-again") };
    }
  };
  const sign = async () => {
    setSending(true);
    await undo.now({ words: t("sign.done"), send });
    setSending(false);
  };
  return (
    <div className={classes.deeds}>
      <Button onClick={sign} loading={isSending}>
        {t("sign.sign")}
      </Button>
      <p className={classes.quiet}>{t("sign.means")}</p>
    </div>
  );
}
