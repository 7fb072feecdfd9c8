/// Networks over categorical fields, such as user, item, day of the week and device.
///
/// - [FactorizationMachine]: a number for each category and products of vectors for every two.
/// - [WideAndDeep]: a number for each category and a perceptron over their vectors.
///
/// Models of ratings, matrix factorisation and neural collaborative filtering, are in
/// `dev.adjoint.models`.
@NullMarked
package dev.adjoint.models.recommend;

import org.jspecify.annotations.NullMarked;
