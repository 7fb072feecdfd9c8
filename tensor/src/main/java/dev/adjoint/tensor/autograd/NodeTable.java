package dev.adjoint.tensor.autograd;

import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The nodes of one backward pass, each once, in the order in which they were found, with the
/// gradient that has arrived at each: a list, and a hash table by identity.
public final class NodeTable {

  private static final int SMALLEST = 32;

  private GraphNode[] found = new GraphNode[SMALLEST / 2];
  private int count;

  /// One more than the index in `found`, 0 for an empty slot. The length is a power of two, and at
  /// most half of the slots are in use.
  private int[] slots = new int[SMALLEST];

  private @Nullable Tensor[] gradients = new Tensor[SMALLEST / 2];

  /// All nodes that a result was computed from, the result itself first.
  public static NodeTable reachable(GraphNode root) {
    NodeTable table = new NodeTable();
    table.add(root);
    for (int i = 0; i < table.count; i++) {
      for (GraphNode input : table.found[i].inputs) {
        if (input != null) {
          table.add(input);
        }
      }
    }
    return table;
  }

  /// How many nodes were found.
  public int count() {
    return count;
  }

  /// The node at this index in the order in which they were found.
  public GraphNode node(int index) {
    return found[index];
  }

  /// The index of a node in `found`, −1 if it is not there.
  int index(GraphNode node) {
    int mask = slots.length - 1;
    for (int slot = slot(node, mask); slots[slot] != 0; slot = (slot + 1) & mask) {
      if (found[slots[slot] - 1] == node) {
        return slots[slot] - 1;
      }
    }
    return -1;
  }

  @Nullable Tensor gradient(int index) {
    return gradients[index];
  }

  void gradient(int index, @Nullable Tensor g) {
    gradients[index] = g;
  }

  private void add(GraphNode node) {
    if (index(node) >= 0) {
      return;
    }
    if (count == found.length) {
      grow();
    }
    found[count++] = node;
    enter(count);
  }

  private void grow() {
    found = Arrays.copyOf(found, 2 * count);
    gradients = Arrays.copyOf(gradients, 2 * count);
    slots = new int[4 * count];
    for (int entry = 1; entry <= count; entry++) {
      enter(entry);
    }
  }

  private void enter(int entry) {
    int mask = slots.length - 1;
    int slot = slot(found[entry - 1], mask);
    while (slots[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    slots[slot] = entry;
  }

  private static int slot(GraphNode node, int mask) {
    int mixed = node.hash * 0x9E3779B9;
    return (mixed ^ mixed >>> 16) & mask;
  }
}
