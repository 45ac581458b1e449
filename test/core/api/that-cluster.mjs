/** What was refused because of the cluster that was asked: its addresses are others', and not all was made that an object names. */
const words =
  /the provided IP .* is not in the valid range|not configured on this cluster|RuntimeClass .* not found|no PriorityClass with name/;

/**
 * Whether nothing else was wrong.
 * @param {{ accepted?: boolean, errors?: readonly { detail?: string }[] }} answer
 */
export const isOfThatCluster = ({ accepted = false, errors = [] }) =>
  !accepted && errors.length > 0 && errors.every(({ detail = '' }) => words.test(detail));
