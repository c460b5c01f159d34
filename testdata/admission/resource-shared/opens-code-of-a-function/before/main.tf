# Another account may replace the code.
resource "aws_lambda_permission" "hook" {
  statement_id  = "hook"
  function_name = "arn:aws:lambda:eu-west-1:111122223333:function:hook"
  action        = "lambda:InvokeFunction"
  principal     = "444455556666"
}
