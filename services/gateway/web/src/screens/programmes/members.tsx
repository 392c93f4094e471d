import { useTranslation } from "react-i18next";
import { Link, useParams } from "wouter";
import { api } from "../../api/client";
import { useInWords } from "../../parts/in-words";
import { Page } from "../../parts/page";
import { Members } from "../organise/programmes/members";

/** Where a word about somebody who would like to be in leads an organiser: to saying yes or no. */
export default function MembersOfProgramme() {
  const { id = "" } = useParams();
  const { t } = useTranslation("programmes");
  const inWords = useInWords();
  const { data } = api.useQuery("get", "/v1/programmes/{programme_id}", { params: { path: { programme_id: id } } });
  return (
    <Page
      title={t("members.title")}
      lead={data && <Link href={`/organise/programmes/${id}`}>{inWords(data.called)}</Link>}
    >
      <Members programmeId={id} canChange={data?.state === "open"} />
    </Page>
  );
}
