import { Code } from "@connectrpc/connect";
import { t } from "@lingui/core/macro";
import { type Problem, problemOf, type Violation } from "./problem";
import { reasonText } from "./reason-text";

/** What went wrong and what to do about it, in the user's language. */
export function problemText(error: unknown): string {
  const problem = problemOf(error);
  switch (problem.code) {
    case Code.Unavailable:
      return t`The server can’t be reached. Check your connection, then try again.`;
    case Code.DeadlineExceeded:
      return t`The server took too long to answer. Try again.`;
    case Code.Unauthenticated:
      return t`Your session has ended. Sign in again.`;
    case Code.PermissionDenied:
      return t`Your role doesn’t allow this. Ask an administrator of your account.`;
    case Code.NotFound:
      return t`This no longer exists. Reload the page.`;
    case Code.Aborted:
      return t`Somebody else changed this in the meantime. Reload it, then make your change again.`;
    case Code.ResourceExhausted:
      return t`Too many requests at once. Wait a moment, then try again.`;
    case Code.Internal:
    case Code.Unknown:
    case Code.DataLoss:
    case Code.Unimplemented:
      return t`Something went wrong on the server. Try again; if it happens again, tell your administrator when it happened.`;
    default:
      return reasonText(problem.reason) ?? (problem.violations.length > 0 ? violationsText(problem) : problem.message);
  }
}

function violationsText({ violations }: Problem): string {
  return violations.map(violationText).join(" ");
}

/** What is wrong with one field, in the user's language where the reason is known. */
export function violationText({ reason, description }: Violation): string {
  switch (reason) {
    case "REQUIRED":
      return t`Fill in this field.`;
    case "TAKEN":
      return t`This is taken already. Choose another.`;
    case "TOO_LONG":
      return t`This is too long.`;
    case "UNFIT_PASSWORD":
      return t`Use at least 12 characters.`;
    case "WRONG_PASSWORD":
      return t`This is not your present password.`;
    case "SAME_PASSWORD":
      return t`Choose another password than the present one.`;
    case "NOT_AN_EMAIL":
      return t`Enter an e-mail address, like name@example.com.`;
    case "NOT_A_COLOR":
      return t`Enter a colour like #1c7ed6, or leave it empty.`;
    case "NOT_FOUND":
    case "UNKNOWN_VENDOR":
      return t`This no longer exists. Choose another.`;
    case "NOT_A_URL":
    case "NO_TENANT":
      return t`Enter a URL with the tenant ID, like https://example.odigo.cx/tenant.`;
    case "NOT_HTTPS":
      return t`Enter a URL that begins with https://.`;
    case "USER_IN_URL":
      return t`Take the username out of the URL: it has a field of its own.`;
    case "QUERY_IN_URL":
      return t`Take out the part after ? or #.`;
    case "PRIVATE_HOST":
      return t`Only hosts on the public Internet can be asked.`;
    case "COLON":
      return t`A username can’t have a colon here.`;
    case "ENTER_AGAIN":
      return t`The URL has changed: enter the password again.`;
    case "NOT_A_POINTER":
      return t`Enter a JSON pointer, like /pauseType.`;
    case "NOT_A_HEADER":
      return t`Enter the name of a header, like X-API-TOKEN.`;
    case "NO_LOGIN":
      return t`The login of the agent is missing: see the default.`;
    case "UNKNOWN_NAME":
      return t`There is another name in braces than those that are known.`;
    case "ELSEWHERE":
      return t`This has to lead to the host of the Odigo URL.`;
    case "NOT_A_STATUS":
    case "CONTROL_CHARACTER":
    case "UNKNOWN_TIME_ZONE":
    case "UNKNOWN_TYPE":
      return t`This value is not valid.`;
    default:
      return sentence(description);
  }
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
