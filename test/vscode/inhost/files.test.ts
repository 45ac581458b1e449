import * as vscode from 'vscode';
import { closeAll, finding, inWorkspace, noFinding, open, statefulSetFile } from './support.ts';

const storageClass = `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: managed-nfs-storage
provisioner: nfs.csi.k8s.io
`;

suite('files that change outside the editor', () => {
  const folder = inWorkspace('storage');
  const yaml = inWorkspace('storage/class.yaml');
  const write = (text: string) => vscode.workspace.fs.writeFile(yaml, new TextEncoder().encode(text));

  // Each test begins with the class that the StatefulSet asks for, in a file that no editor has open.
  setup(async () => {
    await open(statefulSetFile);
    await finding(statefulSetFile, 'storage-class-not-found');
    await write(storageClass);
    await noFinding(statefulSetFile, 'storage-class-not-found');
  });
  teardown(async () => {
    await closeAll();
    await vscode.workspace.fs.delete(folder, { recursive: true });
    await finding(statefulSetFile, 'storage-class-not-found');
  });

  test('a file is renamed, away from YAML and back', async () => {
    const aside = inWorkspace('storage/class.txt');
    await vscode.workspace.fs.rename(yaml, aside);
    await finding(statefulSetFile, 'storage-class-not-found');
    await vscode.workspace.fs.rename(aside, yaml);
    await noFinding(statefulSetFile, 'storage-class-not-found');
  });

  test('a file is changed', async () => {
    await write(storageClass.replace('managed-nfs-storage', 'other'));
    await finding(statefulSetFile, 'storage-class-not-found');
    await write(storageClass);
    await noFinding(statefulSetFile, 'storage-class-not-found');
  });

  test('a file is deleted', async () => {
    await vscode.workspace.fs.delete(yaml);
    await finding(statefulSetFile, 'storage-class-not-found');
  });

  test('a folder is renamed, out of sight and back', async () => {
    const hidden = inWorkspace('node_modules');
    await vscode.workspace.fs.rename(folder, hidden);
    await finding(statefulSetFile, 'storage-class-not-found');
    await vscode.workspace.fs.rename(hidden, folder);
    await noFinding(statefulSetFile, 'storage-class-not-found');
  });
});
