# Another account may call the function.
resource "aws_sns_topic" "t" {
  name = "t"
}

resource "aws_lambda_permission" "hook" {
  statement_id  = "hook"
  function_name = "arn:aws:lambda:eu-west-1:111122223333:function:hook"
  action        = "lambda:InvokeFunction"
  principal     = "444455556666"
}
