import type { Form } from './forms';

/** Forms that were found to mean the same (a disjoint-set forest: joining and finding are as good as constant). */
export class Groups {
  readonly #parent = new Map<Form, Form>();
  /** Stand-ins for entities of the user's authority files: as roots, they make the forms joined to them count as joined. */
  readonly #standIns = new Map<string, Form>();
  readonly #authority = new Map<Form, string>();

  /** Joins two groups, unless the user lists them as two entities. */
  join(form: Form, other: Form): void {
    const root = this.of(form);
    const otherRoot = this.of(other);
    if (root === otherRoot) return;
    if (!this.#authority.has(root)) this.#parent.set(root, otherRoot);
    else if (!this.#authority.has(otherRoot)) this.#parent.set(otherRoot, root);
  }

  /** Joins a form to the others of an entity that the user lists; call it before any guess is made. */
  identify(form: Form, id: string): void {
    let standIn = this.#standIns.get(id);
    if (standIn === undefined) {
      standIn = { ...form, mentions: [] };
      this.#standIns.set(id, standIn);
      this.#authority.set(standIn, id);
    }
    this.join(form, standIn);
  }

  /** The id of the listed entity that a form belongs to. */
  authorityOf(form: Form): string | undefined {
    return this.#authority.get(this.of(form));
  }

  /** The form that stands for the group. */
  of(form: Form): Form {
    let root = form;
    for (let up = this.#parent.get(root); up !== undefined; up = this.#parent.get(root)) root = up;
    for (let at = form; at !== root;) {
      const up = this.#parent.get(at) ?? root;
      this.#parent.set(at, root);
      at = up;
    }
    return root;
  }
}

/** Finds the one group that a name can stand for; a name that fits two stands for none. */
export class UniqueNames {
  readonly #groups: Groups;
  readonly #owners = new Map<string, Form | typeof AMBIGUOUS>();

  constructor(groups: Groups) {
    this.#groups = groups;
  }

  add(name: string, owner: Form): void {
    const known = this.#owners.get(name);
    if (known === undefined) this.#owners.set(name, owner);
    else if (known !== AMBIGUOUS && this.#groups.of(known) !== this.#groups.of(owner)) this.block(name);
  }

  /** The name fits something that it must not be joined with. */
  block(name: string): void {
    this.#owners.set(name, AMBIGUOUS);
  }

  owner(name: string): Form | undefined {
    const owner = this.#owners.get(name);
    return owner === AMBIGUOUS ? undefined : owner;
  }
}

const AMBIGUOUS = Symbol('ambiguous');
