import { Frame } from "./frame";
import { Holders } from "./holders";
import { OwnTopics } from "./own-topics";
import { Rules } from "./rules";
import { Safeguarding } from "./safeguarding";
import { SignIn } from "./sign-in";

/** Who runs the organisation, where its people sign in, and what it makes of its programme. */
export default function Organisation() {
  return (
    <Frame section="organisation">
      <Holders role="moderators" />
      <Holders role="administrators" />
      <Safeguarding />
      <SignIn />
      <Rules />
      <OwnTopics />
    </Frame>
  );
}
