package dev.adjoint.cli.planted;

import dev.adjoint.tensor.Tensor;
import jdk.incubator.vector.FloatVector;

/// Prints, ends the process, shows a type of the vector module, uses another module, and returns a
/// copy that callers may ignore.
public final class Offender {

  private final Tensor value;

  public Offender(Tensor value) {
    this.value = value;
  }

  public void print() {
    System.out.println(value);
  }

  public FloatVector zeros() {
    return FloatVector.zero(FloatVector.SPECIES_128);
  }

  public Offender withNothing() {
    return new Offender(value);
  }

  public void exit() {
    System.exit(1);
  }

  public static Class<?> load(String name) throws ClassNotFoundException {
    return Class.forName(name);
  }

  /// Has a name that says nothing.
  static final class ModelHelper {}
}
