package dev.adjoint.tensor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Jacobians and Hessians of functions of several tensors (`torch.func.jacrev`, `jacfwd` and
/// `hessian` over structures). [Gradients] has those of one tensor.
///
/// The Jacobian of value i for input j has the shape `y_i.shape + x_j.shape`. If the inputs are
/// tracked, the results are too, so that these functions compose with each other and with
/// [Gradients].
public final class StructuredGradients {

  private StructuredGradients() {}

  /// The derivatives of all values of f for all inputs: `J[i][j] = ∂y_i / ∂x_j`.
  ///
  /// One backward pass for each number in the values; if the inputs hold fewer numbers than the
  /// values, one pass in forward mode for each number in the inputs.
  public static Tensor[][] jacobian(UnaryOperator<Tensor[]> f, Tensor... inputs) {
    Require.present("jacobian", "f", f);
    Require.allPresent("jacobian", "inputs", inputs);
    boolean graph = tracked(inputs);
    Tensor[] x = leaves(inputs);
    ForwardMode run = ForwardMode.of(() -> f.apply(x));
    Tensor[] y = run.values();
    long rows = count(y);
    long columns = count(x);
    return columns < rows ? byColumns(run, x, graph) : byRows(y, x, graph);
  }

  /// The second derivatives of a function with one number as its value: `H[i][j] = ∂²f / ∂x_i
  /// ∂x_j`, of shape `x_i.shape + x_j.shape`.
  public static Tensor[][] hessian(Function<Tensor[], Tensor> f, Tensor... inputs) {
    Require.present("hessian", "f", f);
    return jacobian(
        x -> {
          Tensor y = f.apply(x);
          return y.isTracked() ? Gradients.of(y, BackwardMode.CREATE_GRAPH, x) : zeros(x);
        },
        inputs);
  }

  /// The Jacobian of named values for named inputs, such as the parameters of a model: first by the
  /// name of the value, then by that of the input.
  public static Map<String, Map<String, Tensor>> jacobian(
      UnaryOperator<Map<String, Tensor>> f, Map<String, Tensor> inputs) {
    Require.present("jacobian", "f", f);
    Require.present("jacobian", "inputs", inputs);
    List<String> names = List.copyOf(inputs.keySet());
    List<String> values = new ArrayList<>();
    Tensor[][] all =
        jacobian(
            x -> {
              Map<String, Tensor> y = f.apply(named(names, x));
              values.clear();
              values.addAll(y.keySet());
              return y.values().toArray(Tensor[]::new);
            },
            inputs.values().toArray(Tensor[]::new));
    return named(values, names, all);
  }

  /// The Hessian for named inputs: by two names.
  public static Map<String, Map<String, Tensor>> hessian(
      Function<Map<String, Tensor>, Tensor> f, Map<String, Tensor> inputs) {
    Require.present("hessian", "f", f);
    Require.present("hessian", "inputs", inputs);
    List<String> names = List.copyOf(inputs.keySet());
    Tensor[][] all =
        hessian((Tensor[] x) -> f.apply(named(names, x)), inputs.values().toArray(Tensor[]::new));
    return named(names, names, all);
  }

  private static Tensor[][] byRows(Tensor[] y, Tensor[] x, boolean graph) {
    Tensor[][] jacobian = new Tensor[y.length][x.length];
    for (int i = 0; i < y.length; i++) {
      int rows = y[i].shape().count();
      Tensor[][] parts = new Tensor[x.length][rows];
      for (int row = 0; row < rows; row++) {
        Tensor[] gradients = y[i].isTracked() ? of(y[i], unit(y[i], row), graph, x) : zeros(x);
        for (int j = 0; j < x.length; j++) {
          parts[j][row] = gradients[j];
        }
      }
      for (int j = 0; j < x.length; j++) {
        Shape shape = Gradients.joined(y[i].shape(), x[j].shape());
        jacobian[i][j] =
            rows == 0
                ? Tensor.zeros(x[j].elementType(), shape)
                : Tensor.stack(0, parts[j]).reshape(shape);
      }
    }
    return jacobian;
  }

  private static Tensor[][] byColumns(ForwardMode run, Tensor[] x, boolean graph) {
    Tensor[] y = run.values();
    Tensor[][] jacobian = new Tensor[y.length][x.length];
    for (int j = 0; j < x.length; j++) {
      int columns = x[j].shape().count();
      Tensor[][] parts = new Tensor[y.length][columns];
      for (int column = 0; column < columns; column++) {
        Tensor[] along = run.along(new Tensor[] {x[j]}, new Tensor[] {unit(x[j], column)});
        for (int i = 0; i < y.length; i++) {
          parts[i][column] = (graph ? along[i] : along[i].detach()).flatten();
        }
      }
      for (int i = 0; i < y.length; i++) {
        Shape shape = Gradients.joined(y[i].shape(), x[j].shape());
        jacobian[i][j] =
            columns == 0
                ? Tensor.zeros(x[j].elementType(), shape)
                : Tensor.stack(1, parts[i]).reshape(shape);
      }
    }
    return jacobian;
  }

  private static Tensor[] of(Tensor y, Tensor v, boolean graph, Tensor[] inputs) {
    return Gradients.of(
        y, v, graph ? BackwardMode.CREATE_GRAPH : BackwardMode.RETAIN_GRAPH, inputs);
  }

  /// 1 at one element, 0 elsewhere.
  private static Tensor unit(Tensor like, int at) {
    double[] values = new double[like.shape().count()];
    values[at] = 1;
    return Tensor.of(like.elementType(), values, like.shape());
  }

  private static Tensor[] zeros(Tensor[] like) {
    Tensor[] zeros = new Tensor[like.length];
    for (int i = 0; i < zeros.length; i++) {
      zeros[i] = Tensor.zeros(like[i].elementType(), like[i].shape());
    }
    return zeros;
  }

  private static boolean tracked(Tensor[] inputs) {
    boolean any = false;
    for (Tensor input : inputs) {
      any |= input.isTracked();
    }
    return any;
  }

  private static Tensor[] leaves(Tensor[] inputs) {
    if (inputs.length == 0) {
      throw new IllegalArgumentException("jacobian: there is no input; give at least one tensor");
    }
    Tensor[] leaves = new Tensor[inputs.length];
    for (int i = 0; i < leaves.length; i++) {
      leaves[i] = inputs[i].isTracked() ? inputs[i] : inputs[i].requiresGrad();
    }
    return leaves;
  }

  private static long count(Tensor[] tensors) {
    long count = 0;
    for (Tensor tensor : tensors) {
      count += tensor.shape().count();
    }
    return count;
  }

  private static Map<String, Tensor> named(List<String> names, Tensor[] tensors) {
    Map<String, Tensor> map = new LinkedHashMap<>();
    for (int i = 0; i < tensors.length; i++) {
      map.put(names.get(i), tensors[i]);
    }
    return map;
  }

  private static Map<String, Map<String, Tensor>> named(
      List<String> rows, List<String> columns, Tensor[][] all) {
    Map<String, Map<String, Tensor>> map = new LinkedHashMap<>();
    for (int i = 0; i < all.length; i++) {
      map.put(rows.get(i), named(columns, all[i]));
    }
    return map;
  }
}
