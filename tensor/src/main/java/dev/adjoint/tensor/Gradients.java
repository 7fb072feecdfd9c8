package dev.adjoint.tensor;

import dev.adjoint.tensor.autograd.Backward;
import dev.adjoint.tensor.autograd.ThreadContext;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Gradients as functions: nothing is stored on parameters.
///
/// The forms that take a function record it themselves, so they work inside `Tensor.noGrad` too.
/// [StructuredGradients] has Jacobians and Hessians of functions of several tensors, [Vmap] applies
/// a function to each sample of a batch.
public final class Gradients {

  private Gradients() {}

  /// The gradients of a single number with respect to tracked tensors (a parameter's `value()`, a
  /// `requiresGrad()` tensor, or anything computed from one). Zeros where the number does not
  /// depend on the tensor.
  public static Tensor[] of(Tensor y, Tensor... inputs) {
    return of(y, BackwardMode.FREE_GRAPH, inputs);
  }

  /// The same with a [BackwardMode], which says whether the graph is kept;
  /// [BackwardMode#CREATE_GRAPH] for derivatives of higher order.
  public static Tensor[] of(Tensor y, BackwardMode graph, Tensor... inputs) {
    Require.present("of", "y", y);
    Require.present("of", "graph", graph);
    Require.allPresent("of", "inputs", inputs);
    if (y.shape().count() != 1) {
      throw new ShapeException(
          "gradients",
          "start from one number but the shape is %s; take sum() or mean() first, or use the vector form"
              .formatted(y.shape()));
    }
    return of(y, Tensor.ones(y.elementType(), y.shape()), graph, inputs);
  }

  /// The gradients of `sum(y · v)`: the vector–Jacobian product.
  public static Tensor[] of(Tensor y, Tensor v, BackwardMode graph, Tensor... inputs) {
    Require.present("of", "y", y);
    Require.present("of", "v", v);
    Require.present("of", "graph", graph);
    Require.allPresent("of", "inputs", inputs);
    if (!v.shape().equals(y.shape())) {
      throw new ShapeException(
          "gradients",
          "the value has shape %s but the vector has %s; give a vector of the value's shape"
              .formatted(y.shape(), v.shape()));
    }
    @Nullable Tensor[] found = Backward.of(y, v, inputs, graph);
    Tensor[] gradients = new Tensor[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      Tensor gradient = found[i];
      gradients[i] =
          gradient == null ? Tensor.zeros(inputs[i].elementType(), inputs[i].shape()) : gradient;
    }
    return gradients;
  }

  /// `vᵀ · J` of f at x: v has the shape of `f(x)`, the result that of x.
  public static Tensor vjp(UnaryOperator<Tensor> f, Tensor x, Tensor v) {
    Require.present("vjp", "f", f);
    Require.present("vjp", "x", x);
    Require.present("vjp", "v", v);
    Tensor leaf = x.requiresGrad();
    Tensor y = recorded(f, leaf);
    return y.isTracked()
        ? of(y, v, BackwardMode.FREE_GRAPH, leaf)[0]
        : Tensor.zeros(x.elementType(), x.shape());
  }

  /// `J · v` of f at x: v has the shape of x, the result that of `f(x)`.
  ///
  /// Computed in forward mode: f runs once, and the direction is carried through its operations. If
  /// x or v is tracked, the result is too, for derivatives of higher order.
  public static Tensor jvp(UnaryOperator<Tensor> f, Tensor x, Tensor v) {
    Require.present("jvp", "f", f);
    return jvp((Tensor[] in) -> f.apply(in[0]), new Tensor[] {x}, new Tensor[] {v});
  }

  /// The same for a function of several inputs: the sum of `J_i · v_i`, in one pass.
  ///
  /// @param v one direction for each input, of its shape
  public static Tensor jvp(Function<Tensor[], Tensor> f, Tensor[] x, Tensor[] v) {
    Require.present("jvp", "f", f);
    Require.allPresent("jvp", "x", x);
    Require.allPresent("jvp", "v", v);
    if (x.length != v.length) {
      throw new IllegalArgumentException(
          "jvp: there are %d inputs but %d directions; give one for each"
              .formatted(x.length, v.length));
    }
    Tensor[] leaves = new Tensor[x.length];
    boolean tracked = false;
    for (int i = 0; i < x.length; i++) {
      if (!v[i].shape().equals(x[i].shape())) {
        throw new ShapeException(
            "gradients",
            "the value has shape %s but the vector has %s; give a vector of the value's shape"
                .formatted(x[i].shape(), v[i].shape()));
      }
      leaves[i] = x[i].isTracked() ? x[i] : x[i].requiresGrad();
      tracked |= x[i].isTracked() || v[i].isTracked();
    }
    ForwardMode run = ForwardMode.of(() -> new Tensor[] {f.apply(leaves)});
    Tensor along = run.along(leaves, v)[0];
    return tracked ? along : along.detach();
  }

  /// The Jacobian of f at x: `J[i…, j…] = ∂f(x)[i…] / ∂x[j…]`, of shape `f(x).shape + x.shape`. Row
  /// by row with backward passes, or, where x has fewer numbers than f(x), column by column in
  /// forward mode.
  public static Tensor jacobian(UnaryOperator<Tensor> f, Tensor x) {
    Require.present("jacobian", "f", f);
    Require.present("jacobian", "x", x);
    return jacobian(f, x, BackwardMode.RETAIN_GRAPH);
  }

  private static Tensor jacobian(UnaryOperator<Tensor> f, Tensor x, BackwardMode graph) {
    Tensor leaf = x.requiresGrad();
    ForwardMode run = ForwardMode.of(() -> new Tensor[] {f.apply(leaf)});
    Tensor y = run.values()[0];
    int rows = y.shape().count();
    int columns = x.shape().count();
    if (columns < rows) {
      return byColumns(run, leaf, y);
    }
    double[] entries = new double[rows * columns];
    double[] unit = new double[rows];
    for (int row = 0; y.isTracked() && row < rows; row++) {
      unit[row] = 1;
      Tensor v = Tensor.of(ElementType.F64, unit, y.shape()).to(y.elementType());
      double[] gradient = of(y, v, graph, leaf)[0].toDoubleArray();
      System.arraycopy(gradient, 0, entries, row * columns, columns);
      unit[row] = 0;
    }
    return Tensor.of(ElementType.F64, entries, joined(y.shape(), x.shape())).to(x.elementType());
  }

  /// One direction for each number of x.
  private static Tensor byColumns(ForwardMode run, Tensor x, Tensor y) {
    Tensor[] columns = new Tensor[x.shape().count()];
    double[] unit = new double[columns.length];
    for (int column = 0; column < columns.length; column++) {
      unit[column] = 1;
      Tensor v = Tensor.of(ElementType.F64, unit, x.shape()).to(x.elementType());
      columns[column] = run.along(new Tensor[] {x}, new Tensor[] {v})[0].detach().flatten();
      unit[column] = 0;
    }
    Shape shape = joined(y.shape(), x.shape());
    return columns.length == 0
        ? Tensor.zeros(x.elementType(), shape)
        : Tensor.stack(1, columns).to(x.elementType()).reshape(shape);
  }

  /// The Hessian of a function with one number as its value: `H[i…, j…] = ∂²f / ∂x[i…] ∂x[j…]`, of
  /// shape `x.shape + x.shape`.
  public static Tensor hessian(UnaryOperator<Tensor> f, Tensor x) {
    Require.present("hessian", "f", f);
    Require.present("hessian", "x", x);
    return jacobian(gradient(f), x);
  }

  /// `H · v` of a function with one number as its value, without computing H: the cost is that of
  /// two backward passes.
  public static Tensor hvp(UnaryOperator<Tensor> f, Tensor x, Tensor v) {
    Require.present("hvp", "f", f);
    Require.present("hvp", "x", x);
    Require.present("hvp", "v", v);
    return vjp(gradient(f), x, v);
  }

  /// The gradient of a function with one number as its value, itself differentiable; zeros where
  /// the value does not depend on x.
  public static UnaryOperator<Tensor> gradient(UnaryOperator<Tensor> f) {
    Require.present("gradient", "f", f);
    return x -> {
      Tensor input = x.isTracked() ? x : x.requiresGrad();
      Tensor y = recorded(f, input);
      return y.isTracked()
          ? of(y, BackwardMode.CREATE_GRAPH, input)[0]
          : Tensor.zeros(x.elementType(), x.shape());
    };
  }

  private static Tensor recorded(UnaryOperator<Tensor> f, Tensor x) {
    return ThreadContext.withGrad(true, () -> f.apply(x));
  }

  static Shape joined(Shape first, Shape second) {
    int[] sizes = new int[first.rank() + second.rank()];
    System.arraycopy(first.toArray(), 0, sizes, 0, first.rank());
    System.arraycopy(second.toArray(), 0, sizes, first.rank(), second.rank());
    return Shape.of(sizes);
  }
}
