package dev.adjoint.tensor;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Marks a method whose result must be used, because the method changes nothing: `withX` returns a
/// new object and leaves the old one as it was.
///
/// Error Prone and IntelliJ IDEA know annotations of this name and warn where a call drops the
/// result. On a type or a package it holds for every method in it that returns something.
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.TYPE, ElementType.PACKAGE})
public @interface CheckReturnValue {}
