import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { Schemas } from "../../api/client";
import { Card } from "../../parts/card";
import { Initials } from "../../parts/initials";
import { useMark } from "../../parts/marks";
import { Page } from "../../parts/page";
import { useNameOf } from "../../parts/people";
import { Trouble } from "../../parts/trouble";
import { MARKS } from "../../parts/whole";
import classes from "./people.module.css";

type Marked = Schemas["Marked"];

const KINDS: readonly Schemas["Mark"][] = ["spark", "favourite", "dismiss"];

/** Everybody whom I marked: mine alone. */
export default function Interests() {
  const { t } = useTranslation("people");
  const { data, error, refetch } = useQuery(MARKS);
  const kinds = KINDS.map((kind) => ({ kind, marks: data?.marks.filter(({ mark }) => mark === kind) ?? [] }));
  return (
    <Page title={t("interests")} lead={t("interests-lead")} actions={<Link href="/find">{t("find")}</Link>}>
      {error && !data && <Trouble error={error} retry={refetch} />}
      {data?.marks.length === 0 && <p className={classes.quiet}>{t("interests-none")}</p>}
      {kinds
        .filter(({ marks }) => marks.length > 0)
        .map(({ kind, marks }) => (
          <Card key={kind} title={t(`interests-${kind}`)}>
            <ul className={classes.marks}>
              {marks.map((marked) => (
                <One key={marked.person_id} marked={marked} />
              ))}
            </ul>
          </Card>
        ))}
    </Page>
  );
}

function One({ marked: { person_id, is_mutual } }: { marked: Marked }) {
  const { t } = useTranslation("people");
  const name = useNameOf(person_id);
  const { set } = useMark(person_id, name);
  return (
    <li>
      <Initials name={name} size={34} />
      <Link href={`/people/${person_id}`}>{name}</Link>
      {is_mutual && <strong>{t("mutual")}</strong>}
      <Button
        size="compact-sm"
        variant="default"
        aria-label={t("unmark-whose", { name })}
        onClick={() => set(null)}
      >
        {t("unmark")}
      </Button>
    </li>
  );
}
