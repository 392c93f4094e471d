import { Button } from "@mantine/core";
import { useQueryClient, type InfiniteData } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearch } from "wouter";
import { http, type Schemas } from "../../../api/client";
import { useUndo } from "../../../app/undo";
import { Card } from "../../../parts/card";
import { More } from "../../../parts/more";
import { sent } from "../../../parts/sent";
import { Trouble } from "../../../parts/trouble";
import { Waiting } from "../../../parts/waiting";
import { useWhen } from "../../../parts/when";
import { Frame } from "../frame";
import frame from "../frame.module.css";
import { useAnnouncements } from "../reading";
import type { Scope } from "../scope";
import { Announce } from "./announce";
import { PlanTabs } from "./plan-tabs";

/** One's own words to many. */
export default function Announcements() {
  const { t } = useTranslation("organise");
  return (
    <Frame title={t("announce.title")} lead={t("announce.lead")} hasScope>
      {(scope) => (
        <div className={frame.stack}>
          <PlanTabs scope={scope} />
          <All key={scope.programmeId} scope={scope} />
        </div>
      )}
    </Frame>
  );
}

function All({ scope }: { scope: Scope }) {
  const { t, i18n } = useTranslation("organise");
  const { moment } = useWhen();
  const wish = new URLSearchParams(useSearch());
  const isWished = ["group", "department", "site"].some((name) => wish.has(name));
  const [isWriting, setWriting] = useState(isWished);
  const found = useAnnouncements(scope.programmeId);
  const all = found.data?.pages.flatMap((page) => page?.data ?? []);
  const withdraw = useWithdraw(scope.programmeId);
  return (
    <>
      {isWriting ? (
        <Announce scope={scope} wish={wish} leave={() => setWriting(false)} />
      ) : (
        <div>
          <Button onClick={() => setWriting(true)}>{t("announce.write")}</Button>
        </div>
      )}
      {found.error && !all ? <Trouble error={found.error} retry={found.refetch} /> : null}
      {!all && !found.error && <Waiting />}
      {all && (
        <Card title={t("announce.all")}>
          {all.length === 0 && <p className={frame.quiet}>{t("announce.none")}</p>}
          <ul className={frame.list}>
            {all.map(({ announcement_id, announcing, state, made_at, people }) => {
              const said = (i18n.language === "de" && announcing.de) || announcing.en;
              return (
                <li key={announcement_id} className={frame.item}>
                  <h3>{said.title}</h3>
                  <p className={frame.small}>
                    <span className={frame.tag} data-on={state === "sent" || undefined}>
                      {t(`announce.state.${state}`)}
                    </span>{" "}
                    {moment(announcing.not_before ?? made_at)} · {t("announce.people", { count: people })}
                  </p>
                  <p>{said.text}</p>
                  {state !== "withdrawn" && (
                    <div>
                      <Button
                        size="compact-sm"
                        variant="default"
                        aria-label={`${t("announce.withdraw")}: ${said.title}`}
                        onClick={() => withdraw(announcement_id)}
                      >
                        {t("announce.withdraw")}
                      </Button>
                    </div>
                  )}
                </li>
              );
            })}
          </ul>
          <More pages={found} />
        </Card>
      )}
    </>
  );
}

type Pages = InfiniteData<Schemas["Announcements"]>;

const without = (id: string) => (page: Schemas["Announcements"]): Schemas["Announcements"] => ({
  ...page,
  data: page.data.map((one) => (one.announcement_id === id ? { ...one, state: "withdrawn" } : one)),
});

/** Shown as withdrawn at once; it goes out meanwhile to nobody who has not got it yet, so a moment to think is fine. */
function useWithdraw(of: string | undefined): (id: string) => void {
  const { t } = useTranslation("organise");
  const client = useQueryClient();
  const undo = useUndo();
  const queryKey = ["announcements", of];
  return (announcement_id) => {
    const before = client.getQueryData<Pages>(queryKey);
    client.setQueryData<Pages>(queryKey, (all) => all && { ...all, pages: all.pages.map(without(announcement_id)) });
    undo.later({
      words: t("announce.said-withdrawn"),
      takeBack: () => client.setQueryData(queryKey, before),
      send: () =>
        sent(
          of
            ? http.DELETE("/v1/programmes/{programme_id}/announcements/{announcement_id}", {
                params: { path: { programme_id: of, announcement_id } },
              })
            : http.DELETE("/v1/programme/announcements/{announcement_id}", { params: { path: { announcement_id } } }),
        ),
    });
  };
}
