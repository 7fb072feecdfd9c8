package dev.adjoint.tensor.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NodeTableTest {

  @Test
  void everyNodeIsFoundOnceHoweverManyWaysLeadToIt() {
    Tensor x = Parameter.of(Tensor.of(ElementType.F64, 1.0)).value();
    Tensor y = x;
    for (int i = 0; i < 1000; i++) {
      y = y.add(y).add(x);
    }
    NodeTable nodes = NodeTable.reachable(node(y));
    assertThat(nodes.count()).isEqualTo(2001);
    Set<GraphNode> seen = new HashSet<>();
    for (int i = 0; i < nodes.count(); i++) {
      seen.add(nodes.node(i));
      assertThat(nodes.index(nodes.node(i))).isEqualTo(i);
    }
    assertThat(seen).hasSize(2001);
    assertThat(nodes.node(0)).isSameAs(node(y));
    assertThat(nodes.index(node(y.add(1)))).isEqualTo(-1);
  }

  @Test
  void manyLeavesMeetInOneNode() {
    Tensor sum = Parameter.of(Tensor.of(ElementType.F64, 0.0)).value();
    Parameter[] leaves = new Parameter[500];
    for (int i = 0; i < leaves.length; i++) {
      leaves[i] = Parameter.of(Tensor.of(ElementType.F64, (double) i));
      sum = sum.add(leaves[i].value().multiply(i));
    }
    sum.sum().backward();
    for (int i = 0; i < leaves.length; i++) {
      assertThat(leaves[i].gradient().item()).isEqualTo(i);
    }
  }

  @Test
  void nodesWithTheSameHashAreToldApart() {
    // The order of making starts at 0 on each thread, so nodes of two threads share their numbers.
    Parameter w = Parameter.of(Tensor.of(ElementType.F64, 3.0));
    Tensor[] halves = new Tensor[2];
    for (int half = 0; half < 2; half++) {
      int place = half;
      Thread thread =
          new Thread(() -> halves[place] = w.value().multiply(place + 1).square().sum());
      thread.start();
      join(thread);
    }
    halves[0].add(halves[1]).backward();
    assertThat(w.gradient().item()).isEqualTo(2 * 3 + 2 * 4 * 3);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static GraphNode node(Tensor x) {
    GraphNode node = Nodes.of(x);
    if (node == null) {
      throw new IllegalStateException("not tracked");
    }
    return node;
  }
}
