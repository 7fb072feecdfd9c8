package dev.adjoint.onnx.operator;

import dev.adjoint.formats.onnx.OnnxType;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// `Unique`: the distinct elements, or the distinct slices of an axis.
final class Distinct {

  private Distinct() {}

  static List<OnnxValue> of(NodeCall call) {
    Tensor x = call.tensor(0);
    boolean flat = !call.hasAttribute("axis");
    int axis = flat ? 0 : call.axis(call.whole("axis", 0), x.shape().rank());
    Tensor from = flat ? x.reshape(x.shape().count()) : x;
    double[][] slices = slices(from, axis);
    List<Integer> first = new ArrayList<>();
    int[] group = new int[slices.length];
    for (int i = 0; i < slices.length; i++) {
      int known = -1;
      for (int g = 0; g < first.size() && known < 0; g++) {
        if (Arrays.equals(slices[first.get(g)], slices[i])) {
          known = g;
        }
      }
      if (known < 0) {
        known = first.size();
        first.add(i);
      }
      group[i] = known;
    }
    Integer[] order = new Integer[first.size()];
    Arrays.setAll(order, g -> g);
    if (call.flag("sorted", true)) {
      Arrays.sort(order, Comparator.comparing(g -> slices[first.get(g)], Arrays::compare));
    }
    return answers(call, from, axis, first, group, order);
  }

  private static List<OnnxValue> answers(
      NodeCall call, Tensor from, int axis, List<Integer> first, int[] group, Integer[] order) {
    long[] index = new long[order.length];
    int[] rank = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      index[i] = first.get(order[i]);
      rank[order[i]] = i;
    }
    long[] inverse = new long[group.length];
    long[] counts = new long[order.length];
    for (int i = 0; i < group.length; i++) {
      inverse[i] = rank[group[i]];
      counts[rank[group[i]]]++;
    }
    return List.of(
        OnnxValue.of(call.type(0), from.indexSelect(axis, Tensor.of(index))),
        OnnxValue.of(OnnxType.INT64, Tensor.of(index)),
        OnnxValue.of(OnnxType.INT64, Tensor.of(inverse)),
        OnnxValue.of(OnnxType.INT64, Tensor.of(counts)));
  }

  private static double[][] slices(Tensor x, int axis) {
    double[][] slices = new double[x.shape().size(axis)][];
    Tensor wide = x.to(ElementType.F64);
    for (int i = 0; i < slices.length; i++) {
      slices[i] = wide.select(axis, i).toDoubleArray();
    }
    return slices;
  }
}
