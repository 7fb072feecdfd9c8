package dev.adjoint.explain.drawing;

import java.util.ArrayList;
import java.util.List;

/// Puts operations together until so few groups are left that a picture can be read.
///
/// The groups are stretches of operations that ran one after another, so no group needs a value
/// that another one computes later from its own. First the operations of the innermost layers come
/// together, then those of the layers around them, as far as is needed; if layers do not suffice,
/// neighbours come together in stretches of equal length.
final class Folding {

  /// Operations that are drawn as one node.
  ///
  /// @param path the layer that they all belong to; empty outside
  /// @param operations their numbers, in the order in which they ran
  record Group(String path, List<Integer> operations) {}

  private Folding() {}

  /// The groups, in the order in which they ran.
  ///
  /// @param most how many groups there may be
  static List<Group> of(ComputationGraph graph, int most) {
    List<Group> single = new ArrayList<>();
    int deepest = 0;
    for (int i = 0; i < graph.operations().size(); i++) {
      String path = graph.operations().get(i).path();
      single.add(new Group(path, List.of(i)));
      deepest = Math.max(deepest, depth(path));
    }
    List<Group> groups = single;
    for (int depth = deepest; depth >= 1 && groups.size() > most; depth--) {
      groups = folded(single, depth);
    }
    return groups.size() <= most ? groups : stretches(groups, most);
  }

  /// The number of names in a path.
  static int depth(String path) {
    return path.isEmpty() ? 0 : path.split("\\.", -1).length;
  }

  /// The path up to a depth.
  static String prefix(String path, int depth) {
    String[] parts = path.split("\\.", -1);
    return parts.length <= depth ? path : String.join(".", List.of(parts).subList(0, depth));
  }

  private static List<Group> folded(List<Group> single, int depth) {
    List<Group> groups = new ArrayList<>();
    for (Group next : single) {
      String path = prefix(next.path(), depth);
      boolean isFolded = depth(next.path()) >= depth;
      Group last = groups.isEmpty() ? null : groups.getLast();
      if (last != null && isFolded && last.path().equals(path)) {
        List<Integer> all = new ArrayList<>(last.operations());
        all.addAll(next.operations());
        groups.set(groups.size() - 1, new Group(path, all));
      } else {
        groups.add(new Group(path, next.operations()));
      }
    }
    return groups;
  }

  private static List<Group> stretches(List<Group> groups, int most) {
    List<Group> stretches = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      int from = (int) ((long) i * groups.size() / most);
      int to = (int) ((long) (i + 1) * groups.size() / most);
      List<Integer> all = new ArrayList<>();
      groups.subList(from, to).forEach(group -> all.addAll(group.operations()));
      String path = groups.get(from).path();
      for (Group group : groups.subList(from, to)) {
        path = common(path, group.path());
      }
      stretches.add(new Group(path, all));
    }
    return stretches;
  }

  /// The innermost layer around two paths; empty if there is none.
  static String common(String a, String b) {
    int depth = 0;
    while (depth < Math.min(depth(a), depth(b))
        && prefix(a, depth + 1).equals(prefix(b, depth + 1))) {
      depth++;
    }
    return depth == 0 ? "" : prefix(a, depth);
  }
}
