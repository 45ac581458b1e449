import type { Shown } from './model.ts';
import { visible } from './words.ts';

/** The same thing as a Deployment: what it would no longer have. */
export function AsDeployment({ shown: { set } }: { readonly shown: Shown }) {
  return (
    <table class="losses">
      <thead>
        <tr>
          <th scope="col">Lost</th>
          <th scope="col">StatefulSet</th>
          <th scope="col">Deployment</th>
        </tr>
      </thead>
      <tbody>
        {set.asDeployment.map(({ what, asStatefulSet, asDeployment }) => (
          <tr key={what}>
            <th scope="row">{visible(what)}</th>
            <td>{visible(asStatefulSet)}</td>
            <td>{visible(asDeployment)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
