import { useTranslation } from "react-i18next";
import { api, type Schemas } from "../../api/client";
import { ofPair } from "../../parts/of-pair";
import { Trouble } from "../../parts/trouble";
import { Waiting } from "../../parts/waiting";
import { inPair } from "../pair/in-pair";
import { usePair } from "../pair/pair-context";
import classes from "./agreement.module.css";
import { Expecting } from "./expecting";
import { OwnPart } from "./own-part";
import { PartOf } from "./part-of";
import { Shared } from "./shared";
import { Signing } from "./signing";
import { Versions } from "./versions";

/** What the two agree on: a part of each, what they share, and both signatures beneath it. */
export default inPair(Agreement);

function Agreement() {
  const { pair } = usePair();
  const { data, error, refetch } = api.useQuery("get", "/v1/pairs/{pair_id}/agreement", ofPair(pair.pair_id));
  if (!data) return error ? <Trouble error={error} retry={refetch} /> : <Waiting />;
  return (
    <>
      <Signing agreement={data} />
      <Parts agreement={data} />
      <Shared agreement={data} />
      <Expecting />
      <Versions newest={data.live?.number ?? 0} />
    </>
  );
}

/** Side by side: what each learns and gives. Nobody writes for the other. */
function Parts({ agreement }: { agreement: Schemas["Agreement"] }) {
  const { t } = useTranslation("agreement");
  const { partnerId, first } = usePair();
  const theirs = agreement.parts.find(({ person_id }) => person_id === partnerId);
  const mine = agreement.parts.find(({ person_id }) => person_id !== partnerId);
  return (
    <div className={classes.parts}>
      {mine && <OwnPart part={mine} />}
      {theirs && <PartOf part={theirs} title={t("part.theirs", { name: first })} empty={t("part.theirs-empty", { name: first })} />}
    </div>
  );
}
