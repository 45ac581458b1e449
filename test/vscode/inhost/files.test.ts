import * as vscode from 'vscode';
import { closeAll, finding, inWorkspace, noFinding, open, statefulSetFile } from './support.ts';

const storageClass = `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: managed-nfs-storage
provisioner: nfs.csi.k8s.io
`;

suite('files that change outside the editor', () => {
  const yaml = inWorkspace('storage/class.yaml');
  const aside = inWorkspace('storage/class.txt');
  teardown(async () => {
    await closeAll();
    await vscode.workspace.fs.delete(inWorkspace('storage'), { recursive: true });
  });

  test('findings follow a file that is created, renamed, changed and deleted', async () => {
    await open(statefulSetFile);
    await finding(statefulSetFile, 'storage-class-not-found');

    await vscode.workspace.fs.writeFile(yaml, new TextEncoder().encode(storageClass));
    await noFinding(statefulSetFile, 'storage-class-not-found');

    await vscode.workspace.fs.rename(yaml, aside);
    await finding(statefulSetFile, 'storage-class-not-found');

    await vscode.workspace.fs.rename(aside, yaml);
    await noFinding(statefulSetFile, 'storage-class-not-found');

    await vscode.workspace.fs.writeFile(
      yaml,
      new TextEncoder().encode(storageClass.replace('managed-nfs-storage', 'fast')),
    );
    await finding(statefulSetFile, 'storage-class-not-found');

    await vscode.workspace.fs.writeFile(yaml, new TextEncoder().encode(storageClass));
    await noFinding(statefulSetFile, 'storage-class-not-found');

    await vscode.workspace.fs.delete(inWorkspace('storage'), { recursive: true });
    await finding(statefulSetFile, 'storage-class-not-found');
    await vscode.workspace.fs.createDirectory(inWorkspace('storage'));
  });
});
