import "@mantine/core/styles/Input.css";
import { Button, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { api } from "../../api/client";
import { Card } from "../../parts/card";
import { More } from "../../parts/more";
import { PAGING } from "../../parts/paging";
import plain from "../../parts/plain.module.css";
import { Trouble } from "../../parts/trouble";
import { Waiting } from "../../parts/waiting";
import { Directories } from "./directories";
import { Frame } from "./frame";
import { ImportFile } from "./import-file";

const TYPING_MS = 200;

/** Who is here, and the ways by which people come: a directory, a file, a colleague's invitation. */
export default function People() {
  return (
    <Frame section="people">
      <ImportFile />
      <Directories />
      <Invitations />
      <Everybody />
    </Frame>
  );
}

/** They are whoever's who invites, an administrator's too. */
function Invitations() {
  const { t } = useTranslation("administer");
  return (
    <Card title={t("invitations.title")}>
      <p className={plain.quiet}>{t("invitations.text")}</p>
      <div>
        <Button component={Link} href="/find/invite" variant="default">
          {t("invitations.go")}
        </Button>
      </div>
    </Card>
  );
}

function Everybody() {
  const { t } = useTranslation("administer");
  const [wanted, setWanted] = useState("");
  const [q] = useDebouncedValue(wanted.trim(), TYPING_MS);
  const found = api.useInfiniteQuery(
    "get",
    "/v1/people",
    { params: { query: { ...(q && { q }), limit: 20 } } },
    { ...PAGING, placeholderData: keepPreviousData },
  );
  const people = found.data?.pages.flatMap((page) => page.people);
  return (
    <Card title={t("people.everybody")}>
      <p className={plain.quiet}>{t("people.everybody-text")}</p>
      <div className={plain.form}>
        <TextInput
          type="search"
          label={t("people.search")}
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
        />
      </div>
      {found.error && !people && <Trouble error={found.error} retry={found.refetch} />}
      {!people && !found.error && <Waiting />}
      {people?.length === 0 && <p className={plain.quiet}>{t("people.nobody")}</p>}
      <ul className={plain.rows}>
        {people?.map((person) => (
          <li key={person.person_id} className={plain.row}>
            <div className={plain.what}>
              <Link href={`/people/${person.person_id}`}>{person.name}</Link>
              <span>
                {person.department} · <code>{person.person_id}</code>
              </span>
            </div>
          </li>
        ))}
      </ul>
      <More pages={found} />
    </Card>
  );
}
