import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { useMe } from "../../app/session";
import { isStanding, useSidesOf, type Request } from "../../parts/asked";
import { Card } from "../../parts/card";
import columns from "../../parts/columns.module.css";
import { Page } from "../../parts/page";
import { useNameOf } from "../../parts/people";
import { Readers } from "../../parts/readers";
import { ReportLink } from "../../parts/report-link";
import { ForJuniors, ForSeniors } from "../../parts/reverse";
import { useInWords } from "../../parts/in-words";
import { Suggestions } from "../../parts/suggestions";
import { useTopics } from "../../parts/topics";
import { useWhen } from "../../parts/when";
import { Answering } from "./answering";
import { daysLeft } from "./days-left";
import { Mine } from "./mine";
import { ofRequest } from "./of-request";
import classes from "./requests.module.css";

/** One request: what was written, where it stands, and what each may do now. */
export default ofRequest(OneRequest);

function OneRequest({ request }: { request: Request }) {
  // Those of suggestions as well, so that nothing waits for words later.
  useTranslation(["requests", "people", "find"]);
  return request.mentor_id ? <Named request={request} /> : <Search request={request} />;
}

/** One that names nobody: its suggestions. */
function Search({ request }: { request: Request }) {
  const { t } = useTranslation("requests");
  const topics = useTopics(request.topics);
  return (
    <Page title={t("search")} lead={topics.join(", ")} actions={<Link href="/find">{t("find")}</Link>}>
      <Refusal request={request} />
      {request.state === "suggested" && <Suggestions request={request} />}
    </Page>
  );
}

function Named({ request }: { request: Request }) {
  const { t } = useTranslation("requests");
  const { day } = useWhen();
  const { otherId, isMine } = useSidesOf(request);
  const name = useNameOf(otherId ?? "");
  const topics = useTopics(request.topics);
  const isOpen = isStanding(request);
  const until = isOpen ? request.expires_at : null;
  const title = request.by_spark ? "title-spark" : isMine ? "title-mine" : "title-theirs";
  const kind = request.started_by === "mentor" && !request.by_spark ? "-offer" : "";
  return (
    <Page
      title={t(`${title}${kind}`, { name })}
      lead={t(`state.${request.state}.${isMine ? "mine" : "theirs"}`)}
      actions={<Link href="/requests">{t("all")}</Link>}
    >
      <Card>
        <dl className={classes.facts}>
          <dt>{t("person")}</dt>
          <dd>
            <Link href={`/people/${otherId}`}>{name}</Link>
          </dd>
          <dt>{t("about")}</dt>
          <dd>{topics.join(", ")}</dd>
          <dt>{t("direction")}</dt>
          <dd>
            <Way request={request} />
          </dd>
          {request.asked_at && (
            <>
              <dt>{t("since")}</dt>
              <dd>{day(request.asked_at)}</dd>
            </>
          )}
          {until && (
            <>
              <dt>{t("until")}</dt>
              <dd>
                {day(until)} <span className={classes.until}>{t("ends", { count: daysLeft(until) })}</span>
              </dd>
            </>
          )}
          {request.then_mentor_ids.length > 0 && (
            <>
              <dt>{t("then")}</dt>
              <dd>
                <Then ids={request.then_mentor_ids} />
              </dd>
            </>
          )}
        </dl>
        {request.message && <Written words={request.message} title={t("message")} name={name} />}
        {request.more && <Written words={request.more} title={t("more")} name={name} />}
      </Card>
      <Refusal request={request} />
      {isOpen && (isMine ? <Mine request={request} name={name} /> : <Answering request={request} name={name} />)}
      {isOpen && request.direction === "reverse" && <Tips request={request} />}
      {!isOpen && <After request={request} isMine={isMine} />}
      {otherId && <Report request={request} otherId={otherId} isMine={isMine} />}
    </Page>
  );
}

/** About what the other one wrote, or about them. */
function Report({ request: { request_id }, otherId, isMine }: { request: Request; otherId: string; isMine: boolean }) {
  return (
    <p>
      <ReportLink
        subject={isMine ? { about: "person", id: otherId } : { about: "wording", id: request_id, request_id }}
      />
    </p>
  );
}

function Way({ request: { direction, mentor_id } }: { request: Request }) {
  const { t } = useTranslation("requests");
  const me = useMe();
  return <>{t(`way.${direction}.${mentor_id === me.person_id ? "mentor" : "mentee"}`)}</>;
}

function Then({ ids }: { ids: readonly string[] }) {
  return (
    <ol className={classes.then}>
      {ids.map((id) => (
        <li key={id}>
          <ThenOne personId={id} />
        </li>
      ))}
    </ol>
  );
}

function ThenOne({ personId }: { personId: string }) {
  return <>{useNameOf(personId)}</>;
}

function Written({ words, title, name }: { words: string; title: string; name: string }) {
  return (
    <figure className={classes.written}>
      <figcaption>
        <strong>{title}</strong> <Readers who="pair" name={name} />
      </figcaption>
      <blockquote>{words}</blockquote>
    </figure>
  );
}

function Refusal({ request: { refusal } }: { request: Request }) {
  const { t } = useTranslation("requests");
  const say = useInWords();
  if (!refusal) return null;
  return (
    <Card title={t("refused")}>
      <p>{say(refusal.words)}</p>
    </Card>
  );
}

function Tips({ request: { mentor_id } }: { request: Request }) {
  const me = useMe();
  return mentor_id === me.person_id ? <ForJuniors isOpen /> : <ForSeniors isOpen />;
}

/** How it goes on: with the pair, with the next name, or with fresh ones. */
function After({ request, isMine }: { request: Request; isMine: boolean }) {
  const { t } = useTranslation("requests");
  const { pair_id, next_request_id, suggestions, request_id, mentee_id } = request;
  const me = useMe();
  if (pair_id) {
    return (
      <p>
        <Link href={`/pairs/${pair_id}`}>{t("to-pair")}</Link>
      </p>
    );
  }
  if (!isMine) return null;
  return (
    <>
      {next_request_id && (
        <p>
          <Link href={`/requests/${next_request_id}`}>{t("next-asked")}</Link>
        </p>
      )}
      {suggestions.length > 0 && (
        <section className={columns.column} aria-labelledby="others">
          <h2 id="others">{t("others")}</h2>
          <Suggestions request={request} />
        </section>
      )}
      <p className={classes.links}>
        <Link href="/find">{t("find")}</Link>
        {mentee_id === me.person_id && <Link href={`/requests/${request_id}/again`}>{t("again-link")}</Link>}
      </p>
    </>
  );
}
