import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { Schemas } from "../../api/client";
import { useMe } from "../../app/session";
import { Initials } from "../../parts/initials";
import { useNameOf } from "../../parts/people";
import { useTopics } from "../../parts/topics";
import { daysLeft } from "./days-left";
import classes from "./requests.module.css";

/** A mentoring that one of two named. */
export function RecognitionLine({ recognition }: { recognition: Schemas["Recognition"] }) {
  const { t } = useTranslation("requests");
  const me = useMe();
  const { recognition_id, mentor_id, mentee_id, awaiting, topics, expires_at } = recognition;
  const name = useNameOf(mentor_id === me.person_id ? mentee_id : mentor_id);
  return (
    <li className={classes.line}>
      <Initials name={name} size={40} />
      <div>
        <h3>
          <Link href={`/recognitions/${recognition_id}`}>{name}</Link>
        </h3>
        <p>{useTopics(topics).join(", ")}</p>
        <p className={classes.quiet}>
          {t(awaiting.includes(me.person_id) ? "recognition-mine" : "recognition-theirs")}
          {expires_at && <span className={classes.until}>{t("ends", { count: daysLeft(expires_at) })}</span>}
        </p>
      </div>
    </li>
  );
}
