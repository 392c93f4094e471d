import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { isStanding, useSidesOf, type Request } from "../../parts/asked";
import { Initials } from "../../parts/initials";
import { useNameOf } from "../../parts/people";
import { useTopics } from "../../parts/topics";
import { daysLeft } from "./days-left";
import classes from "./requests.module.css";

/** One request among others: with whom, about what, where it stands and until when. */
export function Line({ request }: { request: Request }) {
  const { t } = useTranslation("requests");
  const { otherId, isMine } = useSidesOf(request);
  const name = useNameOf(otherId ?? "");
  const topics = useTopics(request.topics);
  const until = isStanding(request) ? request.expires_at : null;
  return (
    <li className={classes.line}>
      <Initials name={name} size={40} />
      <div>
        <h3>
          <Link href={`/requests/${request.request_id}`}>{name}</Link>
        </h3>
        <p>{topics.join(", ")}</p>
        <p className={classes.quiet}>
          {t(`state.${request.state}.${isMine ? "mine" : "theirs"}`)}
          {until && <span className={classes.until}>{t("ends", { count: daysLeft(until) })}</span>}
        </p>
      </div>
    </li>
  );
}
