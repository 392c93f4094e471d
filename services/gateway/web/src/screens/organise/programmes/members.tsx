import { Button } from "@mantine/core";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { http, type Schemas } from "../../../api/client";
import { useUndo } from "../../../app/undo";
import { Card } from "../../../parts/card";
import { More } from "../../../parts/more";
import { from, PAGING } from "../../../parts/paging";
import { useNameOf } from "../../../parts/people";
import { PersonSearch } from "../../../parts/person-search";
import { sent } from "../../../parts/sent";
import { Trouble } from "../../../parts/trouble";
import { Waiting } from "../../../parts/waiting";
import frame from "../frame.module.css";
import classes from "./programmes.module.css";

type Enrolment = Schemas["EnrolmentShown"];

const PAGE = 100;

/** Who would like to be in it, who is invited, and who is in. */
export function Members({ programmeId, canChange }: { programmeId: string; canChange: boolean }) {
  const { t } = useTranslation("programmes");
  const { data, error, refetch, ...paging } = useInfiniteQuery({
    queryKey: ["members", programmeId],
    ...PAGING,
    queryFn: ({ pageParam: cursor }) =>
      sent(
        http.GET("/v1/programmes/{programme_id}/members", {
          params: { path: { programme_id: programmeId }, query: { limit: PAGE, ...from(cursor) } },
        }),
      ),
  });
  const { letIn, decline, invite } = useDeeds(programmeId);
  if (error && !data) return <Trouble error={error} retry={refetch} />;
  if (!data) return <Waiting />;
  const all = data.pages.flatMap((page) => page?.data ?? []);
  const of = (standing: Enrolment["standing"]) => all.filter((one) => one.standing === standing);
  const [asked, invited, inside] = [of("asked"), of("invited"), of("in")];
  return (
    <>
      <Card title={asked.length ? t("members.asked", { count: asked.length }) : t("members.asked-none")} tone="learn">
        <ul className={frame.list}>
          {asked.map(({ person_id }) => (
            <Member key={person_id} id={person_id}>
              {canChange &&
                ((name) => (
                  <>
                    <Button
                      size="compact-sm"
                      aria-label={`${t("members.let-in")}: ${name}`}
                      onClick={() => letIn(person_id, name)}
                    >
                      {t("members.let-in")}
                    </Button>
                    <Button
                      size="compact-sm"
                      variant="default"
                      aria-label={`${t("members.decline")}: ${name}`}
                      onClick={() => decline(person_id, t("members.said-declined", { name }))}
                    >
                      {t("members.decline")}
                    </Button>
                  </>
                ))}
            </Member>
          ))}
        </ul>
      </Card>
      <Card title={inside.length ? t("members.in", { count: inside.length }) : t("members.in-none")}>
        {canChange && (
          <PersonSearch
            label={t("members.invite")}
            description={t("members.invite-hint")}
            without={[...inside, ...invited].map(({ person_id }) => person_id)}
            onPick={invite}
          />
        )}
        {[...invited, ...inside].length === 0 && <p className={frame.quiet}>{t("members.none")}</p>}
        <ul className={frame.list}>
          {[...invited, ...inside].map(({ person_id, standing }) => (
            <Member key={person_id} id={person_id} tag={standing === "invited" ? t("members.invited") : undefined}>
              {canChange &&
                ((name) => (
                  <Button
                    size="compact-sm"
                    variant="default"
                    aria-label={`${t("members.remove")}: ${name}`}
                    onClick={() => decline(person_id, t("members.said-removed", { name }))}
                  >
                    {t("members.remove")}
                  </Button>
                ))}
            </Member>
          ))}
        </ul>
        <More pages={paging} />
      </Card>
    </>
  );
}

interface MemberProps {
  id: string;
  tag?: string | undefined;
  children: false | ((name: string) => React.ReactNode);
}

function Member({ id, tag, children }: MemberProps) {
  const name = useNameOf(id);
  return (
    <li className={classes.member}>
      <span>
        {name} {tag && <span className={frame.tag}>{tag}</span>}
      </span>
      <span className={frame.deeds}>{children && children(name)}</span>
    </li>
  );
}

function useDeeds(programme_id: string) {
  const { t } = useTranslation("programmes");
  const client = useQueryClient();
  const undo = useUndo();
  const queryKey = ["members", programme_id];
  const reread = () => client.invalidateQueries({ queryKey });
  const say = (person_id: string) =>
    sent(
      http.PUT("/v1/programmes/{programme_id}/members/{person_id}", { params: { path: { programme_id, person_id } } }),
    );
  /** Shown as done, and what it was before where it is taken back. */
  const shown = (person_id: string, standing: Enrolment["standing"]) => {
    type Pages = { pages: ({ data: Enrolment[] } | undefined)[] };
    const before = client.getQueryData<Pages>(queryKey);
    client.setQueryData<Pages>(
      queryKey,
      (all) =>
        all && {
          ...all,
          pages: all.pages.map(
            (page) =>
              page && {
                ...page,
                data: page.data.map((one) => (one.person_id === person_id ? { ...one, standing } : one)),
              },
          ),
        },
    );
    return () => client.setQueryData(queryKey, before);
  };
  return {
    letIn: (person_id: string, name: string) =>
      undo.later({
        words: t("members.said-in", { name }),
        takeBack: shown(person_id, "in"),
        send: () => say(person_id).finally(reread),
      }),
    decline: (person_id: string, words: string) =>
      undo.later({
        words,
        takeBack: shown(person_id, "out"),
        send: () =>
          sent(
            http.DELETE("/v1/programmes/{programme_id}/members/{person_id}", {
              params: { path: { programme_id, person_id } },
            }),
          ).finally(reread),
      }),
    invite: (person_id: string, name: string) =>
      void undo.now({ words: t("members.said-invited", { name }), send: () => say(person_id).finally(reread) }),
  };
}
